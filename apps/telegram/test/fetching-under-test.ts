import { Log, WakeLoop } from '@app/service';
import { Blobs, Deliveries, Inboxes, openPlatform, type OpenedPlatform, type Store, takeIn } from '@app/store';
import { BotApi as Client } from '@app/telegram';
import {
  aChatMessage,
  anInbox,
  aTeam,
  type Bot,
  type BotApi,
  openProductDatabase,
  type ProductDatabase,
  startBotApi,
  type TempDir,
  tempDir,
} from '@app/testing';
import { randomBytes, randomInt } from 'node:crypto';
import { BotPorts } from '../src/bot-ports.js';
import { type FetcherPace, FileFetcher } from '../src/fetching/file-fetcher.js';

/** A file that a customer sent. `size`: what the update says of it. */
export type SentFile = { readonly fileId: string; readonly bytes: Buffer; readonly size: number };

export type FileRow = {
  readonly state: string;
  readonly sha256: string | null;
  readonly code: string | null;
  readonly params: object | null;
};

/** What fetches the files of one bot at a time, over a database and a Bot API of its own. */
export class FetchingUnderTest {
  /** Set by `begin`, for each test a new one. */
  bot: Bot;
  inbox = '';
  private readonly stops: (() => Promise<void>)[] = [];
  private readonly lines: string[] = [];

  private constructor(
    readonly api: BotApi,
    private readonly product: ProductDatabase,
    private readonly platform: OpenedPlatform,
    private readonly folder: TempDir,
    readonly team: string,
  ) {
    this.bot = api.bot();
  }

  static async open(): Promise<FetchingUnderTest> {
    const [product, api] = await Promise.all([openProductDatabase(), startBotApi()]);
    const folder = tempDir('telegram-files');
    const platform = await openPlatform({ DATABASE_URL: product.database.url, OTKLIK_DATA: folder.path }, 'telegram');
    return new FetchingUnderTest(api, product, platform, folder, await aTeam(platform.store));
  }

  async close(): Promise<void> {
    await this.platform.close();
    await Promise.all([this.api.close(), this.product.close()]);
    this.folder.remove();
  }

  get store(): Store {
    return this.platform.store;
  }

  /** All that was logged since `begin`. */
  get log(): string {
    return this.lines.join('');
  }

  async begin(bot = this.api.bot()): Promise<void> {
    this.bot = bot;
    this.inbox = await anInbox(this.store, 'telegram', this.team);
    this.lines.length = 0;
  }

  async end(): Promise<void> {
    await Promise.all(this.stops.splice(0).map((stop) => stop()));
  }

  /** Fetches as the product does, without waiting long for what fails. @returns what tells it that more waits */
  fetch(pace: Partial<FetcherPace> = {}, { apiRoot = this.api.url, localFolder = null as string | null } = {}): () => void {
    const ports = new BotPorts(this.store, this.platform.bus, this.given(Blobs), this.given(Deliveries), this.given(Inboxes));
    const client = new Client({ token: this.bot.token, apiRoot });
    const log = Log.open({ service: 'test', level: 'debug', to: { write: (line: string) => void this.lines.push(line) } });
    const inbox = { id: this.inbox, settings: { localFolder } };
    const files = new FileFetcher(client, inbox, ports, log, { retryMs: 10, stallMs: 30_000, ...pace });
    const loop: WakeLoop = new WakeLoop({ name: 'files', log, run: (signal) => files.fetchWaiting(signal, () => loop.wake()) });
    loop.start();
    this.stops.push(async () => {
      await loop.stop();
      await files.ended();
      client.close();
    });
    return () => loop.wake();
  }

  /** @param size what Telegram says of it (default: the truth) */
  aFile(bytes: Buffer = randomBytes(50_000), size = bytes.length): SentFile {
    const { document } = this.bot.user().sendsDocument({ filename: 'счёт.pdf', bytes, size });
    return { fileId: String(Object(document).file_id), bytes, size };
  }

  /** A message with these files. @returns its chat */
  async messageWith(files: readonly SentFile[], changes: Parameters<typeof aChatMessage>[2] = {}): Promise<string> {
    const chat = `0:${randomInt(1, 2 ** 40)}:0`;
    const named = { kind: 'waiting', filename: 'счёт.pdf', contentType: 'application/pdf' } as const;
    const waiting = files.map(({ fileId, size }) => ({ ...named, size, source: { fileId } }));
    await this.store.transaction((tx) => takeIn(tx, [aChatMessage(this.inbox, chat, { files: waiting, ...changes })]));
    return chat;
  }

  /** How the files of a chat's message stand. */
  rows(chat: string): Promise<FileRow[]> {
    return this.store.query<FileRow>(
      `select a.state, encode(a.sha256, 'hex') as sha256, a.reason ->> 'code' as code, a.reason -> 'params' as params
       from attachments a join messages m on m.id = a.message_id join conversations c on c.id = m.conversation_id
       where c.external_key = $1 order by a.ordinal`,
      [chat],
    );
  }

  /** What the chat is told by itself. */
  notes(chat: string): Promise<{ text: string; state: string }[]> {
    return this.store.query(
      `select m.text, d.state from messages m join conversations c on c.id = m.conversation_id
       join deliveries d on d.message_id = m.id where c.external_key = $1 and m.kind = 'auto'`,
      [chat],
    );
  }

  /** The first file of a chat's message. */
  async bytesOf(chat: string): Promise<Buffer> {
    const [first] = await this.rows(chat);
    return await this.given(Blobs).get(first?.sha256 ?? '');
  }

  private given<T>(port: abstract new (...args: never[]) => T): T {
    return this.platform.providers.find((one) => one.provide === port)?.useValue as T;
  }
}
