import { Dns } from '@app/outside';
import { type DnsServer, startDns } from '@app/testing';
import { resolvable } from './resolvable.js';

describe('a name is asked about without a thread first (fail:I7)', () => {
  let server: DnsServer;
  const dns = (timeoutMs = 100): Dns => new Dns({ servers: [server.address], timeoutMs });

  beforeAll(async () => {
    server = await startDns();
    for (const type of ['A', 'AAAA'] as const) {
      server.set(type, 'localhost', 'silence');
      server.set(type, 'mail.shop.invalid', 'silence');
    }
    server.set('A', 'known.shop.invalid', ['192.0.2.1']);
  });
  afterAll(() => server.stop());

  test('one that DNS knows, and one that it knows not to be there, need no other look', async () => {
    await resolvable('known.shop.invalid', dns(10_000));
    // What connects says so, at once.
    await resolvable('gone.shop.invalid', dns(10_000));
    await resolvable('127.0.0.1', dns(10_000));
  });

  test('one that DNS is silent about may stand in the file of hosts', async () => {
    await resolvable('localhost', dns());
  });

  test('one that nobody knows of is told, and the next is looked at all the same', async () => {
    const asked = Promise.allSettled([resolvable('mail.shop.invalid', dns()), resolvable('localhost', dns())]);
    expect(await asked).toMatchObject([
      { status: 'rejected', reason: { code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) } },
      { status: 'fulfilled' },
    ]);
  });
});
