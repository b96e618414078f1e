import { addressOf, isPrivateAddress } from './private-host.js';

describe('without TLS only private hosts are written to', () => {
  test.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.1.1', '::1', 'fd00::1', 'fe80::1'])(
    '%s is private',
    (address) => {
      expect(isPrivateAddress(address)).toBe(true);
    },
  );

  test.each(['8.8.8.8', '172.32.0.1', '11.0.0.1', '192.169.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('%s is not', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  const server = { port: 143, user: 'u' } as const;

  test('a public address without TLS is refused before a password is sent', async () => {
    await expect(addressOf({ ...server, host: '8.8.8.8', tls: 'none' })).rejects.toMatchObject({ fault: 'invalid', code: 'tls-needed' });
  });

  test('a private name gives the address that was checked', async () => {
    expect(['127.0.0.1', '::1']).toContain(await addressOf({ ...server, host: 'localhost', tls: 'none' }));
  });

  test('with TLS the name stays, for the certificate', async () => {
    expect(await addressOf({ ...server, host: 'imap.example.test', tls: 'implicit' })).toBe('imap.example.test');
  });
});
