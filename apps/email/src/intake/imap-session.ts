import type { MailServer } from '@app/contracts';
import { DeskError } from '@app/domain';
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import { within } from '../deadline.js';
import { addressOf } from '../private-host.js';
import { uidSet, type WaitingMail } from './mail-batches.js';
import type { FolderState } from './start-cursor.js';

/** A server answers a command within this time, ms. */
const COMMAND_MS = 30_000;
/** The slowest server that is waited for when it sends mails. */
const SLOWEST_BYTES_PER_MS = 50;
/** Without a word for this long the connection counts as dead, ms. The longest silence of ours is `awaitNews`. */
const SILENCE_MS = 120_000;
/** Larger literals and lines end the connection (`threat:D6`). A line holds the answer to a search: 8 bytes a mail. */
const LARGEST_LITERAL = 256 * 1024 * 1024;
const LONGEST_LINE = 32 * 1024 * 1024;

export type ImapLogin = {
  readonly server: MailServer;
  readonly password: string;
  /** A certificate authority to trust beside the system's (PEM). */
  readonly ca?: string;
  /** How long the server may take to answer a command, ms (default 30,000). */
  readonly commandMs?: number;
};

export type FetchedMail = WaitingMail & { readonly raw: Buffer };

/**
 * One connection to a mailbox, with its folder open for reading. Used once: what breaks is replaced, never mended (`fail:I8`).
 *
 * Every command has a deadline of ours, after which the connection is ended (`fail:I5`, `fail:I9`).
 */
export class ImapSession {
  private news: (() => void) | null = null;
  private hasNews = false;
  private closed = false;

  private constructor(
    private readonly client: ImapFlow,
    readonly folder: FolderState,
    private readonly commandMs: number,
  ) {
    const tell = (): void => {
      this.hasNews = true;
      this.news?.();
    };
    client.on('exists', tell);
    client.on('close', () => {
      this.closed = true;
      tell();
    });
  }

  /** @throws what the server or the network says: `imapTrouble` understands it */
  static async open(login: ImapLogin, folder: string): Promise<ImapSession> {
    const client = new ImapFlow({ ...(await connectionOf(login)), auth: { user: login.server.user, pass: login.password } });
    // Before anything can happen on it: an unheard error ends the process (`fail:I7`). The command that suffers from it rejects.
    client.on('error', () => {});
    const close = (): void => client.close();
    const { commandMs = COMMAND_MS } = login;
    try {
      await within(commandMs, client.connect(), close);
      const opened = await within(commandMs, client.mailboxOpen(folder, { readOnly: true }), close);
      return new ImapSession(client, { uidValidity: opened.uidValidity, uidNext: opened.uidNext }, commandMs);
    } catch (error) {
      close();
      throw error;
    }
  }

  /** UIDs above one, ascending. */
  async uidsAfter(uid: number): Promise<number[]> {
    // `n:*` names the last mail even when its UID is below n (RFC 9051 9).
    return (await this.search({ uid: `${uid + 1}:*` })).filter((found) => found > uid);
  }

  /** The lowest UID of what the server got on the day before an instant or later: days are the server's, of any time zone. */
  async firstUidSince(at: Date): Promise<number | null> {
    return (await this.search({ since: new Date(at.getTime() - 86_400_000) }))[0] ?? null;
  }

  /** Sizes and times, ascending; of mails that are gone there are none. */
  async waiting(uids: readonly number[]): Promise<WaitingMail[]> {
    const found = await this.command(
      this.commandMs,
      this.client.fetchAll(uidSet(uids), { uid: true, size: true, internalDate: true }, { uid: true }),
    );
    return found.map((message) => waitingMail(message)).sort((a, b) => a.uid - b.uid);
  }

  /** The mails that the server gave; the caller looks whether they are all. */
  async fetch(batch: readonly WaitingMail[]): Promise<FetchedMail[]> {
    const bytes = batch.reduce((sum, mail) => sum + mail.size, 0);
    const range = uidSet(batch.map((mail) => mail.uid));
    const found = await this.command(
      this.commandMs + bytes / SLOWEST_BYTES_PER_MS,
      this.client.fetchAll(range, { uid: true, source: true }, { uid: true }),
    );
    const sources = new Map(found.map((message) => [message.uid, message.source]));
    return batch.flatMap((mail) => {
      const raw = sources.get(mail.uid);
      return raw ? [{ ...mail, raw }] : [];
    });
  }

  /** Which of these UIDs the folder still has. */
  async present(uids: readonly number[]): Promise<number[]> {
    return uids.length === 0 ? [] : await this.search({ uid: uidSet(uids) });
  }

  /** Resolves when something may have come, the time is over, the signal fires or the connection ends. IDLE is only a hint (`fail:I6`). */
  async awaitNews(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.hasNews && !signal.aborted && !this.closed) await this.idle(ms, signal);
    this.hasNews = false;
    if (this.closed) throw new DeskError('unavailable', 'mailbox-closed', 'The mail server ended the connection.');
  }

  close(): void {
    this.client.close();
  }

  /** Says goodbye, but waits for no answer. */
  async logout(): Promise<void> {
    await within(2_000, this.client.logout(), () => this.client.close()).catch(() => {});
    this.client.close();
  }

  private async idle(ms: number, signal: AbortSignal): Promise<void> {
    let wake = (): void => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.news = wake;
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake);
    // The next command ends it. When the server refuses it, the timer alone wakes us.
    void this.client.idle().catch(() => {});
    try {
      await woken;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      this.news = null;
    }
  }

  private async search(query: Parameters<ImapFlow['search']>[0]): Promise<number[]> {
    const found = await this.command(this.commandMs, this.client.search(query, { uid: true }));
    if (found === false || found === undefined)
      throw new DeskError('unavailable', 'mailbox-search-refused', 'The mail server refused a search.');
    return found.toSorted((a, b) => a - b);
  }

  private command<T>(ms: number, work: Promise<T>): Promise<T> {
    return within(ms, work, () => this.client.close());
  }
}

async function connectionOf({ server, ca }: ImapLogin): Promise<Omit<ConstructorParameters<typeof ImapFlow>[0], 'auth'>> {
  return {
    host: await addressOf(server),
    port: server.port,
    secure: server.tls === 'implicit',
    // True: required, and never gone on without.
    ...(server.tls === 'implicit' ? {} : { doSTARTTLS: server.tls === 'starttls' }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: COMMAND_MS,
    greetingTimeout: COMMAND_MS,
    socketTimeout: SILENCE_MS,
    maxLineLength: LONGEST_LINE,
    maxLiteralSize: LARGEST_LITERAL,
    maxResponseSize: 2 * LARGEST_LITERAL,
  };
}

function waitingMail(message: FetchMessageObject): WaitingMail {
  const at = message.internalDate === undefined ? new Date() : new Date(message.internalDate);
  return { uid: message.uid, size: message.size ?? 0, receivedAt: Number.isNaN(at.getTime()) ? new Date() : at };
}
