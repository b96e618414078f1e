import type { Inbox, Ticket, TicketDetail } from '@app/contracts';
import { aTeam, type Bot, type BotApi, buildSite, type Chromium, eventually, startBotApi, startChromium, until } from '@app/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { ApiClient } from '../../../desk/test/api-client.js';
import { DeskUnderTest } from '../../../desk/test/desk-under-test.js';
import { NormalizerModule } from '../../../normalizer/src/normalizer.module.js';
import { TelegramModule } from '../../../telegram/src/telegram.module.js';

const patient = { timeoutMs: 30_000 };

/** An agent and an admin with a browser, customers with Telegram, and everything of the product that lies between them. */
export class TelegramScreen implements AsyncDisposable {
  private constructor(
    readonly api: BotApi,
    readonly bot: Bot,
    private readonly desk: DeskUnderTest,
    private readonly chromium: Chromium,
    readonly admin: ApiClient,
    readonly agent: ApiClient,
    readonly inbox: string,
  ) {}

  static async start(): Promise<TelegramScreen> {
    const built = buildSite('console');
    const api = await startBotApi();
    const bot = api.bot();
    bot.looksLike({ name: 'Warm Bread', username: 'warm_bread_bot', picture: PICTURE });
    const [desk, chromium] = await Promise.all([DeskUnderTest.start({}, [NormalizerModule, TelegramModule]), startChromium()]);
    const team = await aTeam(desk.store, 'Support');
    const admin = await desk.signedIn({ role: 'admin' });
    const inbox = await addBot(admin, team, api, bot);
    const agent = await desk.signedIn({ teams: [team] });
    await built;
    return new TelegramScreen(api, bot, desk, chromium, admin, agent, inbox);
  }

  get url(): string {
    return this.desk.url;
  }

  /** The ticket whose messages hold these words, as soon as it is there. */
  ticketWith(words: string): Promise<TicketDetail> {
    return until(
      `a ticket with ${words}`,
      async () => {
        const { body } = await this.agent.get<{ data: readonly Ticket[] }>('/tickets');
        const tickets = await Promise.all(body.data.map(({ number }) => this.ticket(number)));
        return tickets.find(({ timeline }) => timeline.some((item) => item.type === 'message' && item.text.includes(words)));
      },
      patient,
    );
  }

  async ticket(number: number): Promise<TicketDetail> {
    return (await this.agent.get<TicketDetail>(`/tickets/${number}`)).body;
  }

  /** A browser in which somebody is signed in. */
  async newPage(who: ApiClient = this.agent, options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await this.chromium.newVisitor({ reducedMotion: 'reduce', locale: 'en', ...options });
    const [name = '', value = ''] = (who.cookie ?? '').split('=');
    await visitor.addCookies([{ name, value, url: this.url, httpOnly: true }]);
    return visitor.newPage();
  }

  /** The agent's browser with a ticket open, ready to be answered. */
  async opened(number: number, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.newPage(this.agent, options);
    await page.goto(`${this.url}/tickets/${number}`);
    await page.getByRole('region', { name: /^(Write|Написать)$/ }).waitFor();
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.chromium.stop();
    await this.desk.close();
    await this.api.close();
  }
}

/** A picture of one point. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function addBot(admin: ApiClient, team: string, api: BotApi, bot: Bot): Promise<string> {
  const { status, body } = await admin.post<Inbox>('/inboxes', {
    channel: 'telegram',
    name: 'bread bot',
    team,
    settings: { apiRoot: api.url },
    secrets: { token: bot.token },
  });
  if (status !== 201) throw new Error(`The bot was not added: ${JSON.stringify(body)}`);
  await eventually(async () => {
    const { body: now } = await admin.get<Inbox>(`/inboxes/${body.id}`);
    expect([now.health.state, now.profile?.username]).toEqual(['ok', 'warm_bread_bot']);
  }, patient);
  return body.id;
}
