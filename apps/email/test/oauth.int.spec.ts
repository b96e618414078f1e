import { randomUUID } from 'node:crypto';
import { connectImap } from '@app/mailbox';
import { OAuthClients, OAuthGrants } from '@app/store';
import {
  type Dovecot,
  eventually,
  freePort,
  giveConsent,
  type OAuthServer,
  type Postfix,
  registerAt,
  startDovecot,
  startOAuthServer,
  startPostfix,
} from '@app/testing';
import { SMTPServer } from 'smtp-server';
import { SignIn } from '../src/sign-in.js';
import { EmailUnderTest } from './email-under-test.js';
import type { InboxAt } from './mailbox-at.js';

const KATE = 'kate@customer.test';
const YESTERDAY = new Date(Date.now() - 86_400_000);
const mail = (n: number | string) => `From: ${KATE}\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\nHello\r\n`;
const long = { timeoutMs: 40_000 };

describe('a mailbox that is signed in to by consent', () => {
  let provider: OAuthServer;
  let dovecot: Dovecot;
  let postfix: Postfix;
  let app: EmailUnderTest;
  let users = 0;

  beforeAll(async () => {
    provider = await startOAuthServer();
    dovecot = await startDovecot({ users: { [KATE]: 'hers' }, oauth: { introspection: provider.introspection } });
    postfix = await startPostfix({ dovecot });
    app = await EmailUnderTest.start();
  }, 60_000);
  beforeEach(async () => {
    Object.assign(provider.book, { rotation: 'strict', accessSeconds: 3600 });
    Object.assign(provider, { account: null, clockAheadS: 0, beforeAnswer: async () => {} });
    provider.instead.splice(0);
    await registerAt(ports(), provider);
  });
  afterAll(async () => {
    await app.stop();
    await postfix.stop();
    await dovecot.stop();
    await provider.close();
  });

  const ports = () => ({ store: app.store, clients: app.given(OAuthClients), grants: app.given(OAuthGrants) });

  /** A mailbox whose password nobody here knows. */
  const aMailbox = async (more: Partial<InboxAt> = {}): Promise<{ address: string; inbox: string }> => {
    const address = `box${(users += 1)}@test.local`;
    dovecot.addUser(address, `secret ${randomUUID()}`);
    const signIn = { signIn: 'google' as const, ...more.more };
    const inbox = await app.inbox({ address, password: '', imap: dovecot.imap, smtp: postfix.smtp, ...more, more: signIn });
    return { address, inbox };
  };
  const consent = async ({ inbox, address }: { inbox: string; address: string }): Promise<void> => {
    await giveConsent(ports(), { inbox, mailbox: address });
    await app.email.sweep();
  };
  const aConsented = async (more: Partial<InboxAt> = {}): Promise<{ address: string; inbox: string }> => {
    const made = await aMailbox(more);
    await consent(made);
    await works(made.inbox);
    return made;
  };
  const taken = async (inbox: string) => (await app.mails(inbox)).map((one) => one.subject);
  const awaitTaken = (inbox: string, expected: readonly string[]) =>
    eventually(async () => expect(await taken(inbox)).toEqual(expected), long);
  const works = (inbox: string) => eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'ok', code: null }), long);
  const awaitFailing = (inbox: string, code: string) =>
    eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'failing', code }), long);
  const expire = (inbox: string) =>
    app.store.query(`update oauth_grants set renew_at = now(), expires_at = now() where inbox_id = $1`, [inbox]);

  test('until consent is given the inbox says so; then mail is taken and answers leave, by tokens alone', async () => {
    const made = await aMailbox();
    await awaitFailing(made.inbox, 'oauth-consent-wanted');
    await consent(made);
    await works(made.inbox);
    dovecot.deliver(made.address, mail('hello'));
    await awaitTaken(made.inbox, ['hello']);
    const answer = await app.answer(made.inbox, KATE, 'It is on its way.');
    await eventually(async () => expect(await app.deliveries(answer)).toMatchObject([{ state: 'accepted' }]), long);
    await eventually(() => expect(String(dovecot.readMailbox(KATE).at(-1))).toContain('It is on its way.'), long);
  });

  test('a server that knows XOAUTH2 alone, as Exchange does', async () => {
    const exchange = await startDovecot({ oauth: { introspection: provider.introspection, mechanisms: ['xoauth2'] } });
    try {
      const address = 'exchange@test.local';
      exchange.addUser(address, 'unknown');
      const inbox = await app.inbox({ address, password: '', imap: exchange.imap, smtp: postfix.smtp, more: { signIn: 'google' } });
      await consent({ inbox, address });
      exchange.deliver(address, mail('by xoauth2'));
      await awaitTaken(inbox, ['by xoauth2']);
    } finally {
      await exchange.stop();
    }
  });

  test('history and further folders are read by tokens, too', async () => {
    const made = await aMailbox({ from: 'all', more: { folders: [{ path: 'Sent' }] } });
    dovecot.deliver(made.address, mail('old'), YESTERDAY);
    await consent(made);
    await awaitTaken(made.inbox, ['old']);
    dovecot.deliver(made.address, mail('in a folder'), new Date(), 'Sent');
    await eventually(async () => expect(await taken(made.inbox)).toContain('in a folder'), long);
  });

  test('a connection outlives its token; the next one is opened by a new one', async () => {
    const { address, inbox } = await aConsented();
    const before = provider.renewals;
    await expire(inbox);
    dovecot.deliver(address, mail('over the old connection'));
    await awaitTaken(inbox, ['over the old connection']);
    dovecot.kick(address);
    dovecot.deliver(address, mail('over a new one'));
    await awaitTaken(inbox, ['over the old connection', 'over a new one']);
    expect(provider.renewals).toBe(before + 1);
  });

  test('a token that is refused before its time is replaced once, and nobody is alarmed', async () => {
    const { address, inbox } = await aConsented();
    const before = provider.renewals;
    provider.book.forgetAccessTokens();
    dovecot.kick(address);
    dovecot.deliver(address, mail('after that'));
    await awaitTaken(inbox, ['after that']);
    expect(provider.renewals).toBe(before + 1);
    expect(await app.health(inbox)).toEqual({ health: 'ok', code: null });
  });

  test('fail:O2 consent that is taken back is told at once, and nothing is lost until it is given again', async () => {
    const made = await aConsented();
    provider.book.revoke(made.address);
    dovecot.kick(made.address);
    await awaitFailing(made.inbox, 'oauth-consent-lost');
    expect(await app.failures(made.inbox, 'oauth-consent-lost')).toBe(1);
    dovecot.deliver(made.address, mail('meanwhile'));
    const answer = await app.answer(made.inbox, KATE, 'Meanwhile.');
    await consent(made);
    await works(made.inbox);
    await awaitTaken(made.inbox, ['meanwhile']);
    await eventually(async () => expect(await app.deliveries(answer)).toMatchObject([{ state: 'accepted' }]), long);
  });

  test('fail:O2 it is told while old connections still go on, when the token is renewed ahead of time', async () => {
    provider.book.accessSeconds = 2;
    const made = await aConsented();
    provider.book.revoke(made.address);
    await awaitFailing(made.inbox, 'oauth-consent-lost');
    dovecot.deliver(made.address, mail('still read'));
    await awaitTaken(made.inbox, ['still read']);
  });

  test('another account consented: told so, and the provider is not asked again and again', async () => {
    provider.account = 'somebody@else.test';
    await app.stopReading();
    const made = await aMailbox();
    await giveConsent(ports(), { inbox: made.inbox, mailbox: made.address });
    const opened = await app.opened(made.inbox);
    const { imap } = opened.settings;
    if (!imap) throw new Error('no mailbox');
    const signIn = new SignIn(opened, app.given(OAuthGrants));
    const before = provider.renewals;
    for (let time = 0; time < 4; time += 1) {
      const connect = signIn.open('imap', (proof) => connectImap({ server: imap, proof }, 5_000));
      await expect(connect).rejects.toMatchObject({ fault: 'forbidden', code: 'oauth-account-other' });
    }
    expect(provider.renewals).toBe(before + 1);
    app.startReading();
    await awaitFailing(made.inbox, 'oauth-account-other');
  });

  test('a client secret that ran out is told; a new one is taken at once', async () => {
    const made = await aConsented();
    const { clientSecret } = provider;
    provider.clientSecret = 'another';
    await expire(made.inbox);
    dovecot.kick(made.address);
    await awaitFailing(made.inbox, 'oauth-client-refused');
    await registerAt(ports(), provider);
    await app.email.sweep();
    await works(made.inbox);
    provider.clientSecret = clientSecret;
  });

  test('the provider hangs: told when it matters, and over by itself', async () => {
    provider.book.rotation = 'grace';
    const made = await aConsented();
    provider.beforeAnswer = () => new Promise(() => {});
    await expire(made.inbox);
    dovecot.kick(made.address);
    await awaitFailing(made.inbox, 'oauth-provider-away');
    provider.beforeAnswer = async () => {};
    await app.restart();
    await works(made.inbox);
  });

  test.each([3_600, -3_600])('clocks that are an hour apart (%d s) change nothing', async (clockAheadS) => {
    provider.clockAheadS = clockAheadS;
    const { address, inbox } = await aConsented();
    await expire(inbox);
    dovecot.kick(address);
    dovecot.deliver(address, mail('at any hour'));
    await awaitTaken(inbox, ['at any hour']);
    const [row] = await app.store.query<{ ahead: number }>(`select clock_ahead_s as ahead from oauth_grants where inbox_id = $1`, [inbox]);
    expect(Math.abs((row?.ahead ?? 0) - clockAheadS)).toBeLessThan(60);
  });

  test('sending that is switched off in the organisation is told in the words for it', async () => {
    const words =
      'Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled';
    const endpoint = { host: '127.0.0.1', port: await freePort() };
    const smtp = new SMTPServer({
      authMethods: ['XOAUTH2'],
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(Object.assign(new Error(`5.7.139 ${words}`), { responseCode: 535 })),
    });
    await new Promise<void>((resolve) => smtp.listen(endpoint.port, endpoint.host, resolve));
    try {
      const made = await aMailbox({ smtp: endpoint });
      await consent(made);
      await awaitFailing(made.inbox, 'login-smtp-off');
    } finally {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    }
  });
});
