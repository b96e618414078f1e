import { type DnsServer, startDns } from '@app/testing';
import { Dns } from './dns.js';

let server: DnsServer;

beforeAll(async () => {
  server = await startDns();
});
beforeEach(() => server.forget());
afterAll(() => server.stop());

const asking = (timeoutMs = 10_000): Dns => new Dns({ servers: [server.address], timeoutMs });

describe('what DNS says', () => {
  test('addresses of both kinds; an address stands for itself', async () => {
    server.set('A', 'both.test', ['185.40.1.1', '185.40.1.2']);
    server.set('AAAA', 'both.test', ['2606:2800:220:1::1']);
    const { records } = await asking().addresses('both.test');
    expect(new Set(records)).toEqual(new Set(['185.40.1.1', '185.40.1.2', '2606:2800:220:1::1']));
    expect(await asking().addresses('::1')).toEqual({ state: 'found', records: ['::1'] });
  });

  test('a name server that never answers about IPv6 holds nobody up', async () => {
    server.set('A', 'half-mute.test', ['185.40.1.1']);
    server.set('AAAA', 'half-mute.test', 'silence');
    const started = performance.now();
    expect(await asking(60_000).addresses('half-mute.test')).toEqual({ state: 'found', records: ['185.40.1.1'] });
    expect(performance.now() - started).toBeLessThan(55_000);
  });

  test('no such name, no such record, and no answer are three things', async () => {
    server.set('A', 'there.test', ['185.40.1.1']);
    server.setAll('ill.test', 'servfail');
    server.setAll('mute.test', 'silence');
    const dns = asking();
    expect(await dns.mx('nowhere.test')).toEqual({ state: 'no-name', records: [] });
    expect(await dns.mx('there.test')).toEqual({ state: 'no-record', records: [] });
    expect(await dns.mx('ill.test')).toEqual({ state: 'failed', records: [], code: 'ESERVFAIL' });
    expect(await asking(200).addresses('mute.test')).toEqual({ state: 'failed', records: [], code: 'ETIMEOUT' });
  });

  test('mail servers come best first; a null MX is a host without a name', async () => {
    server.set('MX', 'shop.test', ['20 Spare.test.', '10 first.test']);
    server.set('MX', 'nomail.test', ['0 .']);
    expect((await asking().mx('shop.test')).records.map(({ host }) => host)).toEqual(['first.test', 'spare.test']);
    expect((await asking().mx('nomail.test')).records.map(({ host }) => host)).toEqual(['']);
  });

  test('a service that is not offered is a host without a name', async () => {
    server.set('SRV', '_imaps._tcp.shop.test', ['5 7 993 Box.test.']);
    server.set('SRV', '_imap._tcp.shop.test', ['0 0 0 .']);
    expect((await asking().srv('_imaps._tcp.shop.test')).records).toEqual([{ host: 'box.test', port: 993, priority: 5, weight: 7 }]);
    expect((await asking().srv('_imap._tcp.shop.test')).records).toMatchObject([{ host: '' }]);
  });

  test('one question is asked once', async () => {
    server.set('MX', 'once.test', ['10 a.test']);
    const dns = asking();
    await Promise.all([dns.mx('once.test'), dns.mx('ONCE.test'), dns.mx('once.test')]);
    expect(server.asked.filter((asked) => asked === 'MX once.test')).toHaveLength(1);
  });

  test('what is cancelled is answered as failed', async () => {
    server.setAll('mute.test', 'silence');
    const dns = asking(30_000);
    const asked = dns.txt('mute.test');
    dns.cancel();
    expect(await asked).toMatchObject({ state: 'failed' });
  });
});
