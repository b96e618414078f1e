import type { FeedEvent, FeedPart, Inbox, Ticket } from '@app/contracts';
import { aTeam, buildSite, type Chromium, eventually, Neighbours, type OAuthServer, startChromium, startOAuthServer } from '@app/testing';
import type { Page } from 'playwright-core';
import type { ApiClient } from '../../desk/test/api-client.js';
import { DeskUnderTest } from '../../desk/test/desk-under-test.js';
import { EmailModule } from '../../email/src/email.module.js';
import { NormalizerModule } from '../../normalizer/src/normalizer.module.js';

const within = { timeout: 60_000 };
const long = { timeoutMs: 60_000 };

/** An admin with a real browser, a provider on another site, and a mail server that knows tokens alone. */
describe('a mailbox connected by consent, from the settings to the customer', () => {
  let provider: OAuthServer;
  let neighbours: Neighbours;
  let desk: DeskUnderTest;
  let chromium: Chromium;
  let admin: ApiClient;
  let page: Page;
  let inbox: string;
  /** As the browser has it: another site than the provider's. */
  let url: string;

  beforeAll(async () => {
    const built = buildSite('console');
    provider = await startOAuthServer();
    Object.assign(provider, { asksOnPage: true });
    provider.book.rotation = 'strict';
    neighbours = await Neighbours.start({ oauth: { introspection: provider.introspection } });
    [desk, chromium] = await Promise.all([DeskUnderTest.start({}, [NormalizerModule, EmailModule]), startChromium()]);
    url = desk.url.replace('127.0.0.1', 'localhost');
    admin = await desk.signedIn({ role: 'admin' });
    inbox = await addMailbox(await aTeam(desk.store, 'Support'));
    page = await signedInPage();
    await built;
  }, 180_000);
  afterAll(async () => {
    await chromium?.stop();
    await desk?.close();
    await neighbours?.[Symbol.asyncDispose]();
    await provider?.close();
  });

  async function addMailbox(team: string): Promise<string> {
    const { clientId, clientSecret, endpoints } = provider;
    await admin.call('PUT', '/oauth/google', { clientId, clientSecret, endpoints });
    const login = { tls: 'none', user: Neighbours.support };
    const made = await admin.post<Inbox>('/inboxes', {
      channel: 'email',
      name: 'support',
      team,
      settings: {
        address: Neighbours.support,
        signIn: 'google',
        imap: { ...neighbours.dovecot.imap, ...login },
        smtp: { ...neighbours.postfix.smtp, ...login },
        acknowledgement: { enabled: false },
      },
    });
    expect(made.status).toBe(201);
    return made.body.id;
  }

  async function signedInPage(): Promise<Page> {
    const visitor = await chromium.newVisitor({ reducedMotion: 'reduce', locale: 'en' });
    const [name = '', value = ''] = (admin.cookie ?? '').split('=');
    await visitor.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
    return visitor.newPage();
  }

  /** Over the provider's own page, as the owner of the mailbox goes. */
  const consent = async (): Promise<void> => {
    await page.goto(`${url}/settings/inboxes/${inbox}`);
    await page.getByRole('link', { name: 'Sign in at the provider' }).click(within);
    await page.getByRole('link', { name: 'Allow' }).click(within);
    await page.getByText(`Let in by ${Neighbours.support}`).waitFor(within);
  };
  const health = async (): Promise<Inbox['health']> => (await admin.get<Inbox>(`/inboxes/${inbox}`)).body.health;
  const tickets = async (): Promise<readonly Ticket[]> => (await admin.get<{ data: readonly Ticket[] }>('/tickets')).body.data;
  const ticketAbout = (subject: string): Promise<Ticket> =>
    eventually(async () => {
      const found = (await tickets()).find((ticket) => ticket.subject === subject);
      if (!found) throw new Error('not yet');
      return found;
    }, long);

  test('the browser comes back from another site with its session; mail becomes a ticket, and the answer leaves', async () => {
    await eventually(async () => expect(await health()).toMatchObject({ state: 'failing', code: 'oauth-consent-wanted' }), long);
    await consent();
    await eventually(async () => expect(await health()).toMatchObject({ state: 'ok' }), long);
    const ivan = neighbours.person('ivan');
    await ivan.send({ to: Neighbours.support, subject: 'Where is my order?', text: 'Hello' });
    const { number } = await ticketAbout('Where is my order?');
    const answered = await admin.post(`/tickets/${number}/replies`, { text: 'It is on its way.' });
    expect(answered.status).toBe(202);
    const answer = await ivan.awaitMail((mail) => mail.text?.includes('It is on its way.') ?? false, long);
    expect(answer.from?.value[0]?.address).toBe(Neighbours.support);
  }, 180_000);

  test('fail:O2 fail:O3 consent is taken back: told live and on the page, which opens while the provider hangs; nothing is lost', async () => {
    const { next } = (await admin.get<FeedPart>('/events')).body;
    provider.book.revoke(Neighbours.support);
    neighbours.dovecot.kick(Neighbours.support);
    await eventually(async () => {
      const { data } = (await admin.get<{ data: readonly FeedEvent[] }>(`/events?after=${encodeURIComponent(next)}`)).body;
      expect(data).toContainEqual(expect.objectContaining({ type: 'inbox.failed', inboxId: inbox }));
    }, long);
    const before = provider.calls.length;
    provider.beforeAnswer = () => new Promise(() => {});
    const answer = await page.goto(`${url}/settings/inboxes/${inbox}`);
    expect(answer?.status()).toBe(200);
    await page.getByText('Google does not let us in any more').first().waitFor(within);
    expect(provider.calls.length).toBe(before);
    const russian = await admin.call<Inbox>('GET', `/inboxes/${inbox}`, undefined, { 'accept-language': 'ru' });
    expect(russian.body.health.text).toMatch(/^Google больше не пускает в ящик/);

    await neighbours.person('kate').send({ to: Neighbours.support, subject: 'Meanwhile', text: 'Hello' });
    provider.beforeAnswer = async () => {};
    await consent();
    await ticketAbout('Meanwhile');
    await eventually(async () => expect(await health()).toMatchObject({ state: 'ok' }), long);
  }, 180_000);

  test('the owner says no: the page says so', async () => {
    provider.consents = false;
    await page.goto(`${url}/settings/inboxes/${inbox}`);
    await page.getByRole('link', { name: 'Sign in anew' }).click(within);
    await page.getByRole('link', { name: 'Allow' }).click(within);
    await page.waitForURL(/consent=refused&code=oauth-consent-denied/, within);
    await page.getByText('Consent was not given at Google.').waitFor(within);
  });
});
