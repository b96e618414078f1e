import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tempDir } from '@app/testing';
import { ConfigError, loadConfig, userLanguage } from './load-config.js';
import { LocalConfig, PlatformConfig } from './platform-config.js';

const DATABASE_URL = 'postgres://otklik_service:pw@db.test:5432/otklik';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(PlatformConfig, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test('only the database has no default', () => {
    expect(loadConfig(PlatformConfig, { DATABASE_URL })).toMatchObject({
      PORT: 8080,
      PUBLIC_PORT: 8081,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:8080',
      PUBLIC_SITE_URL: 'http://127.0.0.1:8081',
      OTKLIK_DATA: './data',
      LOG_LEVEL: 'info',
    });
  });

  test('all faults are told together, each with what was expected', () => {
    const faults = faultsOf({ PORT: 'eighty', KAFKA_BROKERS: 'kafka', LOG_LEVEL: 'loud', PUBLIC_URL: 'shop.test', FAULT: 'W9:after' });
    expect(faults).toHaveLength(6);
    expect(faults).toEqual(
      expect.arrayContaining([
        'DATABASE_URL: not set; it has no default',
        "PORT: got 'eighty', expected a port, 1 to 65535",
        "KAFKA_BROKERS: got 'kafka', expected host:port, several with commas",
        "LOG_LEVEL: got 'loud', expected one of fatal, error, warn, info, debug, trace, silent",
        "PUBLIC_URL: got 'shop.test', expected http:// or https:// with a host and no path",
        "FAULT: got 'W9:after', expected a commit point such as W5:before",
      ]),
    );
  });

  test.each(['1', '10.0.0.1', '10.0.0.0/8, fd00::/8', 'loopback'])('TRUST_PROXY takes %s', (TRUST_PROXY) => {
    expect(faultsOf({ DATABASE_URL, TRUST_PROXY })).toEqual([]);
  });

  test.each(['maybe', '10.0.0.0/33', '10.0.0.1,', '1/2/3', '::1/129'])('TRUST_PROXY refuses %s', (TRUST_PROXY) => {
    expect(faultsOf({ DATABASE_URL, TRUST_PROXY })).toEqual([
      `TRUST_PROXY: got '${TRUST_PROXY}', expected a number of hops, or addresses and networks with commas`,
    ]);
  });

  test.each(['10.0.0.53', '10.0.0.53:5353,127.0.0.1', '[fd00::53]:5353', 'fd00::53'])('DNS_SERVERS takes %s', (DNS_SERVERS) => {
    expect(loadConfig(PlatformConfig, { DATABASE_URL, DNS_SERVERS }).DNS_SERVERS).toEqual(DNS_SERVERS.split(','));
  });

  test.each(['dns.test', '10.0.0.256', '10.0.0.53:0', '10.0.0.53:70000', '10.0.0.53,', 'fd00::53]:53'])(
    'DNS_SERVERS refuses %s',
    (DNS_SERVERS) => {
      expect(faultsOf({ DATABASE_URL, DNS_SERVERS })).toEqual([
        `DNS_SERVERS: got '${DNS_SERVERS}', expected addresses such as 10.0.0.53 or 10.0.0.53:5353, with commas`,
      ]);
    },
  );

  test.each(['10.0.0.0/33', 'office', '10.0.0.0/8;'])('OUTBOUND_ALLOW refuses %s', (OUTBOUND_ALLOW) => {
    expect(faultsOf({ DATABASE_URL, OUTBOUND_ALLOW })).toEqual([
      `OUTBOUND_ALLOW: got '${OUTBOUND_ALLOW}', expected addresses and networks such as 10.0.0.0/8`,
    ]);
  });

  test('one process cannot have both listeners on one port', () => {
    for (const env of [{ PORT: '9000', PUBLIC_PORT: '9000' }, { PORT: '8081' }])
      expect(() => loadConfig(LocalConfig, env)).toThrow('configuration: PORT and PUBLIC_PORT are the same; expected two ports');
  });

  test('an empty variable is one that is not given', () => {
    expect(loadConfig(PlatformConfig, { DATABASE_URL, PORT: '', KAFKA_BROKERS: '' })).toMatchObject({ PORT: 8080 });
  });

  test('the outside addresses follow the ports', () => {
    expect(loadConfig(PlatformConfig, { DATABASE_URL, PORT: '9000', PUBLIC_PORT: '9001' })).toMatchObject({
      PUBLIC_URL: 'http://localhost:9000',
      PUBLIC_SITE_URL: 'http://127.0.0.1:9001',
    });
  });

  test('staff and customers cannot have one origin, however it is written', () => {
    const fault = 'configuration: PUBLIC_URL and PUBLIC_SITE_URL are the same origin; expected a host name of its own for PUBLIC_SITE_URL';
    for (const PUBLIC_SITE_URL of ['https://shop.test', 'https://SHOP.test:443/']) {
      expect(faultsOf({ DATABASE_URL, PUBLIC_URL: 'https://shop.test', PUBLIC_SITE_URL })).toEqual([fault]);
      expect(() => loadConfig(LocalConfig, { PUBLIC_URL: 'https://shop.test', PUBLIC_SITE_URL })).toThrow(fault);
    }
    expect(faultsOf({ DATABASE_URL, PUBLIC_URL: 'https://shop.test', PUBLIC_SITE_URL: 'https://shop.test:8443' })).toEqual([]);
  });

  test('a closing slash of an address is forgiven', () => {
    expect(loadConfig(PlatformConfig, { DATABASE_URL, PUBLIC_URL: 'https://desk.shop.test/' }).PUBLIC_URL).toBe('https://desk.shop.test');
  });

  test('brokers and proxies are lists', () => {
    const config = loadConfig(PlatformConfig, { DATABASE_URL, KAFKA_BROKERS: 'k1:9092, k2:9092', TRUST_PROXY: '10.0.0.0/8,127.0.0.1' });
    expect(config.KAFKA_BROKERS).toEqual(['k1:9092', 'k2:9092']);
    expect(config.TRUST_PROXY).toEqual(['10.0.0.0/8', '127.0.0.1']);
    expect(loadConfig(PlatformConfig, { DATABASE_URL, TRUST_PROXY: '1' }).TRUST_PROXY).toBe(1);
  });

  describe('a secret in a file', () => {
    const folder = tempDir('config');
    afterAll(() => folder.remove());
    const file = path.join(folder.path, 'database-url');

    test('is read without the line end', () => {
      writeFileSync(file, `${DATABASE_URL}\n`);
      expect(loadConfig(PlatformConfig, { DATABASE_URL_FILE: file }).DATABASE_URL).toBe(DATABASE_URL);
    });

    test('that is not there is told by its name', () => {
      expect(faultsOf({ DATABASE_URL_FILE: '/nowhere/url' })).toContain(
        'DATABASE_URL_FILE: cannot read /nowhere/url (ENOENT); expected a file with the value',
      );
    });

    test('beside the variable itself is a fault', () => {
      expect(faultsOf({ DATABASE_URL_FILE: file, DATABASE_URL })).toContain(
        'DATABASE_URL: given twice, also by DATABASE_URL_FILE; expected one of the two',
      );
    });
  });

  test('the value of a secret is never shown', () => {
    const said = faultsOf({ DATABASE_URL: 'mysql://root:hunter2@db/x', OTKLIK_SECRET: 'short-secret' }).join('\n');
    expect(said).toContain('DATABASE_URL: got a value that is not shown, expected postgres://');
    expect(said).toContain('OTKLIK_SECRET: got a value that is not shown, expected 32 or more characters');
    expect(said).not.toMatch(/hunter2|short-secret/);
  });
});

describe('the language of the terminal', () => {
  test.each([
    [{ LANG: 'ru_RU.UTF-8' }, 'ru'],
    [{ LANG: 'ru_RU.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{}, 'en'],
  ])('%j is %s', (env, language) => expect(userLanguage(env)).toBe(language));
});
