import path from 'node:path';
import { makeEvent } from '@app/bus';
import { MailReceived } from '@app/contracts';
import { BLOB_IN_ROW, Blobs, type Store } from '@app/store';
import { buildSite, anInbox, aTeam, type Chromium, startChromium, until } from '@app/testing';
import type { BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { ApiClient } from '../../../desk/test/api-client.js';
import { DeskUnderTest } from '../../../desk/test/desk-under-test.js';
import { NormalizerModule } from '../../../normalizer/src/normalizer.module.js';
import { mailReceived } from '../../../normalizer/test/normalizer-under-test.js';

/** The way of a mail to an agent's eyes: normalizer, database, desk, built console, Chromium. */
export class MailScreen {
  private constructor(
    readonly desk: DeskUnderTest,
    private readonly chromium: Chromium,
    private readonly team: string,
    private readonly inbox: string,
    private agent: ApiClient,
  ) {}

  static async start(): Promise<MailScreen> {
    const built = buildSite('console');
    const [desk, chromium] = await Promise.all([DeskUnderTest.start({}, [NormalizerModule]), startChromium()]);
    const team = await aTeam(desk.store, 'Support');
    const inbox = await anInbox(desk.store, 'email', team, { address: 'support@shop.test' });
    const agent = await desk.signedIn({ teams: [team] });
    await built;
    return new MailScreen(desk, chromium, team, inbox, agent);
  }

  /** Of the desk's own data folder. */
  get blobs(): Blobs {
    return new Blobs(path.join(this.desk.dataDir, 'blobs'), this.store);
  }

  get store(): Store {
    return this.desk.store;
  }

  async close(): Promise<void> {
    await this.chromium.stop();
    await this.desk.close();
  }

  /** Mails arrive: gives the numbers of their tickets, in their order. */
  async arrive(...raws: readonly Buffer[]): Promise<number[]> {
    const events = await Promise.all(raws.map((raw) => this.event(raw)));
    await this.desk.provided.bus.publish(events);
    const ids = events.map((event) => event.data.externalId);
    const rows = await until(
      'the mails are in tickets',
      async () => {
        const found = await this.store.query<{ number: number; id: string }>(
          `select t.number::int as number, r.external_id as id
           from received r join messages m on m.id = r.message_id join tickets t on t.id = m.ticket_id where r.external_id = any($1)`,
          [ids],
        );
        return found.length === new Set(ids).size && found;
      },
      { timeoutMs: 90_000 },
    );
    return events.map((event) => rows.find((row) => row.id === event.data.externalId)?.number ?? 0);
  }

  private async event(raw: Buffer) {
    const event = mailReceived(this.inbox, raw);
    if (raw.length <= BLOB_IN_ROW) return event;
    return makeEvent(MailReceived, { ...event.data, carried: { kind: 'blob', ...(await this.blobs.put(raw)) } }, null);
  }

  /** A browser of an agent who is signed in. */
  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await this.chromium.newVisitor({ reducedMotion: 'reduce', ...options });
    const [name = '', value = ''] = (this.agent.cookie ?? '').split('=');
    await visitor.addCookies([{ name, value, url: this.url, httpOnly: true }]);
    return visitor.newPage();
  }

  /** Does something when the clock of the desk has gone on; its agent signs in again. */
  async later(ms: number, act: () => Promise<void>): Promise<void> {
    const before = this.agent;
    const clock = Date;
    globalThis.Date = aheadBy(ms);
    try {
      this.agent = await this.desk.signedIn({ teams: [this.team] });
      await act();
    } finally {
      this.agent = before;
      globalThis.Date = clock;
    }
  }

  /** On another site than the files, as installations are. */
  get url(): string {
    return this.desk.url.replace('127.0.0.1', 'localhost');
  }

  ticketUrl(number: number): string {
    return `${this.url}/tickets/${number}`;
  }
}

/** The clock of this process, gone on; everything else of it is as it was. */
function aheadBy(ms: number): DateConstructor {
  const now = Date.now;
  return new Proxy(Date, {
    construct: (clock, given: readonly unknown[]) =>
      given.length === 0 ? new clock(now() + ms) : (Reflect.construct(clock, given) as Date),
    get: (clock, name): unknown => (name === 'now' ? () => now() + ms : Reflect.get(clock, name)),
  });
}

/** Waits until so many frames of messages have their content. The page can look into them: they are of its origin. */
export async function framesFilled(page: Page, count: number): Promise<void> {
  await until(
    'the frames show their messages',
    () =>
      page.evaluate<boolean>(`(() => {
        const frames = [...document.querySelectorAll('article article iframe')];
        return frames.length === ${count} && frames.every((frame) => frame.contentDocument?.querySelector('base') && frame.contentDocument.body.childNodes.length > 0);
      })()`),
    // A hundred at once take a busy browser long, and looking at them all costs it something too.
    { timeoutMs: 90_000, everyMs: 100 },
  );
}

/** The frame of the one message that is shown, with its content in place. */
export async function messageFrame(page: Page): Promise<Frame> {
  await framesFilled(page, 1);
  const frame = await (await page.locator('article article iframe').elementHandle())?.contentFrame();
  if (!frame) throw new Error('The frame of the message has no document.');
  return frame;
}
