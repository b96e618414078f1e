import { OAuthClients, OAuthGrants } from '@app/store';
import {
  type Dovecot,
  eventually,
  giveConsent,
  type OAuthServer,
  registerAt,
  type RunningProcess,
  startDovecot,
  startOAuthServer,
} from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';
import { startSmtpSink } from './smtp-sink.js';

const mail = (n: number | string) => `From: kate@customer.test\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\nHello\r\n`;
const long = { timeoutMs: 90_000 };

/** The real process, killed when the provider has given new tokens and before they are stored; and what it says on its way. */
describe('the process of a mailbox that is signed in to by consent', () => {
  let provider: OAuthServer;
  let dovecot: Dovecot;
  let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
  let app: EmailUnderTest;
  let users = 0;

  beforeAll(async () => {
    provider = await startOAuthServer();
    dovecot = await startDovecot({ oauth: { introspection: provider.introspection } });
    smtp = await startSmtpSink();
    app = await EmailUnderTest.start();
    await app.stopReading();
    await registerAt({ store: app.store, clients: app.given(OAuthClients) }, provider);
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await smtp.stop();
    await dovecot.stop();
    await provider.close();
  });

  const aConsented = async (): Promise<{ address: string; inbox: string }> => {
    await app.store.query(`update inboxes set active = false`);
    const address = `box${(users += 1)}@test.local`;
    dovecot.addUser(address, 'unknown');
    const inbox = await app.inbox({ address, password: '', imap: dovecot.imap, smtp: smtp.endpoint, more: { signIn: 'google' } });
    const ports = { store: app.store, clients: app.given(OAuthClients), grants: app.given(OAuthGrants) };
    await giveConsent(ports, { inbox, mailbox: address });
    return { address, inbox };
  };
  const expire = (inbox: string) =>
    app.store.query(`update oauth_grants set renew_at = now(), expires_at = now() where inbox_id = $1`, [inbox]);
  const awaitHealth = (inbox: string, health: string, code: string | null) =>
    eventually(async () => expect(await app.health(inbox)).toEqual({ health, code }), long);

  /** Ended by kill -9 when the provider has decided, and has not answered yet. */
  const killedBetween = async (inbox: string): Promise<void> => {
    await expire(inbox);
    const before = provider.renewals;
    let doomed: RunningProcess | null = null;
    let isKilled = false;
    provider.beforeAnswer = async () => {
      isKilled = true;
      await doomed?.killTree9();
    };
    doomed = await app.process();
    await eventually(() => expect(isKilled).toBe(true), long);
    await doomed.ended;
    provider.beforeAnswer = async () => {};
    expect(provider.renewals).toBe(before + 1);
  };

  test.each([
    ['takes each refresh token once: consent has to be given again, and the inbox says so', 'strict', 'failing', 'oauth-consent-lost'],
    ['still takes the one before: it goes on as if nothing had been', 'grace', 'ok', null],
  ] as const)(
    'fail:O1 kill -9 between the renewal and its storing; a provider that %s',
    async (_, rotation, health, code) => {
      provider.book.rotation = rotation;
      const { inbox } = await aConsented();
      await killedBetween(inbox);
      const next = await app.process();
      await awaitHealth(inbox, health, code);
      await next.stop();
    },
    300_000,
  );

  test('fail:O5 threat:I3 nothing secret is logged, from consent to revocation, at the loudest level', async () => {
    provider.book.rotation = 'strict';
    const { address, inbox } = await aConsented();
    const running = await app.process({ LOG_LEVEL: 'trace' });
    await awaitHealth(inbox, 'ok', null);
    dovecot.deliver(address, mail('hello'));
    await eventually(async () => expect((await app.mails(inbox)).map((one) => one.subject)).toEqual(['hello']), long);
    // Refused by the mail server, renewed, refused as a client, and refused for good.
    provider.book.forgetAccessTokens();
    dovecot.kick(address);
    dovecot.deliver(address, mail('again'));
    await eventually(async () => expect(await app.events(inbox)).toHaveLength(2), long);
    provider.instead.push({ status: 401, body: '{"error":"invalid_client"}' });
    await expire(inbox);
    dovecot.kick(address);
    await awaitHealth(inbox, 'failing', 'oauth-client-refused');
    provider.book.revoke(address);
    await app.store.query(`update inboxes set version = version + 1 where id = $1`, [inbox]);
    await awaitHealth(inbox, 'failing', 'oauth-consent-lost');
    await running.stop();
    const said = running.output;
    expect(said).toContain('oauth-consent-lost');
    expect(provider.secrets.length).toBeGreaterThan(5);
    for (const secret of provider.secrets) expect(said).not.toContain(secret);
    const encoded = provider.secrets.map((secret) => Buffer.from(`auth=Bearer ${secret}`).toString('base64').slice(4, 40));
    for (const secret of encoded) expect(said).not.toContain(secret);
  }, 300_000);
});
