import { type Dovecot, eventually, FaultProxy, startDovecot } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';

const ADDRESS = 'box@test.local';
const mail = (n: number) => `From: kate@customer.test\r\nSubject: ${n}\r\n\r\nHello\r\n`;

describe('while the bus is away', () => {
  let dovecot: Dovecot;
  let proxy: FaultProxy;
  let app: EmailUnderTest;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [ADDRESS]: 'secret' } });
    app = await EmailUnderTest.start(async (databaseUrl) => {
      const url = new URL(databaseUrl);
      proxy = await FaultProxy.start({ host: url.hostname, port: Number(url.port) });
      url.hostname = proxy.endpoint.host;
      url.port = String(proxy.endpoint.port);
      return url.href;
    });
  }, 60_000);
  afterAll(async () => {
    proxy.heal();
    await app.stop();
    await proxy.stop();
    await dovecot.stop();
  });

  test('intake waits and asks for nothing more; afterwards every mail is there (fault:M20)', async () => {
    const inbox = await app.inbox({ address: ADDRESS, imap: dovecot.imap, smtp: { host: '127.0.0.1', port: 9 } });
    dovecot.deliver(ADDRESS, mail(0));
    const taken = async () => new Set((await app.mails(inbox)).map((one) => one.subject));
    await eventually(async () => expect(await taken()).toEqual(new Set(['0'])));

    let refused = 0;
    proxy.set(() => {
      refused += 1;
      return 'cut';
    });
    proxy.cutAll();
    for (const n of [1, 2, 3]) dovecot.deliver(ADDRESS, mail(n));
    // It has tried to publish, and failed, more than once.
    await eventually(() => expect(refused).toBeGreaterThan(8), { timeoutMs: 60_000 });
    expect(await taken()).toEqual(new Set(['0']));

    proxy.heal();
    await eventually(async () => expect(await taken()).toEqual(new Set(['0', '1', '2', '3'])), { timeoutMs: 90_000 });
    expect(new Set((await app.events(inbox)).map((event) => event.externalId)).size).toBe(4);
  }, 240_000);
});
