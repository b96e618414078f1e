import { DeskError } from '@app/domain';
import { connectImap, type MailLogin, whileMoving, within } from '@app/mailbox';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { uidSet, type WaitingMail } from './mail-batches.js';
import type { FolderState } from './start-cursor.js';

/** A server answers a command within this time, ms. */
export const COMMAND_MS = 30_000;
/** Where the server knows no IDLE it is asked for news this often, ms. */
const NOOP_MS = 15_000;
/** A large mail is fetched in pieces of this size: so much of it is in memory at once. */
const PIECE_BYTES = 1024 * 1024;

export type ImapLogin = MailLogin & {
  /** How long the server may take to answer a command, ms (default 30,000). */
  readonly commandMs?: number;
  /** How often a server without IDLE is asked for news, ms (default 15,000). */
  readonly noopMs?: number;
};

export type OpenFolder = {
  readonly path: string;
  /** Whether marks and moves are wanted. Without them the folder is opened so that nothing on the server can change. */
  readonly writable: boolean;
};

export type RawMail = WaitingMail & { readonly raw: Buffer };

/**
 * One connection to a mailbox, with one folder open at a time. Used once: what breaks is replaced, never mended (`fail:I8`).
 *
 * Every command has a deadline of ours, after which the connection is ended (`fail:I5`, `fail:I9`).
 */
export class ImapSession {
  private news: (() => void) | null = null;
  private hasNews = false;
  private closed = false;
  /** The response code of the last command that the server refused, e.g. `LIMIT`: the library keeps it to itself. */
  private refusal = '';
  private opened: FolderState = { uidValidity: 0n, uidNext: 1 };

  private constructor(
    private readonly client: ImapFlow,
    private readonly commandMs: number,
    private readonly noopMs: number,
  ) {
    client.on('exists', () => this.nudge());
    client.on('close', () => {
      this.closed = true;
      this.nudge();
    });
    client.on('response', ({ response, code }: { response: string; code?: string }) => {
      if (response !== 'OK') this.refusal = code ?? '';
    });
  }

  /** @throws what the server or the network says: `imapTrouble` understands it */
  static async open(login: ImapLogin, folder: string | OpenFolder | null): Promise<ImapSession> {
    const { commandMs = COMMAND_MS, noopMs = NOOP_MS } = login;
    const client = await connectImap(login, commandMs);
    const close = (): void => client.close();
    login.signal?.addEventListener('abort', close, { once: true });
    try {
      login.signal?.throwIfAborted();
      const session = new ImapSession(client, commandMs, noopMs);
      if (folder !== null) await session.select(typeof folder === 'string' ? { path: folder, writable: false } : folder);
      return session;
    } catch (error) {
      client.close();
      throw error;
    } finally {
      login.signal?.removeEventListener('abort', close);
    }
  }

  /** As the folder was when it was opened. */
  get folder(): FolderState {
    return this.opened;
  }

  /** Opens another folder instead. */
  async select({ path, writable }: OpenFolder): Promise<void> {
    const opened = await this.command(this.client.mailboxOpen(path, { readOnly: !writable }));
    this.opened = { uidValidity: opened.uidValidity, uidNext: opened.uidNext };
    this.hasNews = false;
  }

  /** The junk folder's path by its special use (RFC 6154), or by a name that is usual for it; null when there is none. */
  async junkFolder(): Promise<string | null> {
    const folders = await this.command(this.client.list());
    return folders.find((folder) => folder.specialUse === '\\Junk')?.path ?? null;
  }

  /** UIDs above one, and up to another unless that is null, ascending. */
  async uidsAfter(uid: number, upto: number | null = null, isUnseen = false): Promise<number[]> {
    // `n:*` names the last mail even when its UID is below n (RFC 9051 9).
    const found = await this.search({ uid: `${uid + 1}:${upto ?? '*'}`, ...(isUnseen ? { seen: false } : {}) });
    return found.filter((one) => one > uid && (upto === null || one <= upto));
  }

  /** The lowest UID of what the server got on the day before an instant or later: days are the server's, of any time zone. */
  async firstUidSince(at: Date): Promise<number | null> {
    return (await this.search({ since: new Date(at.getTime() - 86_400_000) }))[0] ?? null;
  }

  /** About how many mails up to a UID the server got since a day; null: all. */
  async countUpTo(uid: number, since: Date | null): Promise<number> {
    if (uid === 0) return 0;
    const query = { uid: `1:${uid}`, ...(since === null ? {} : { since }) };
    const found = await this.command(this.client.search(query, { uid: true, returnOptions: ['COUNT'] }));
    return typeof found === 'object' && 'count' in found ? (found.count ?? 0) : Array.isArray(found) ? found.length : 0;
  }

  /** Sizes and times, ascending; of mails that are gone there are none. */
  async waiting(uids: readonly number[]): Promise<WaitingMail[]> {
    const found = await this.transfer(this.client.fetchAll(uidSet(uids), { uid: true, size: true, internalDate: true }, { uid: true }));
    const wanted = new Set(uids);
    return found
      .filter((message) => wanted.has(message.uid))
      .map((message) => waitingMail(message))
      .sort((a, b) => a.uid - b.uid);
  }

  /** The mails that the server gave; the caller looks whether they are all. */
  async fetch(batch: readonly WaitingMail[]): Promise<RawMail[]> {
    const range = uidSet(batch.map((mail) => mail.uid));
    const found = await this.transfer(this.client.fetchAll(range, { uid: true, source: true }, { uid: true }));
    const sources = new Map(found.map((message) => [message.uid, message.source]));
    return batch.flatMap((mail) => {
      const raw = sources.get(mail.uid);
      return raw ? [{ ...mail, raw }] : [];
    });
  }

  /**
   * A large mail, piece by piece.
   *
   * @throws DeskError missing/mail-gone when it was expunged meanwhile, or the server does not give it
   */
  async *pieces({ uid, size }: WaitingMail): AsyncGenerator<Buffer> {
    for (let at = 0; ; ) {
      const query = { uid: true, source: { start: at, maxLength: PIECE_BYTES } };
      const message = await this.transfer(this.client.fetchOne(String(uid), query, { uid: true }));
      const piece = message === false ? undefined : message?.source;
      if (piece === undefined) throw gone(uid);
      if (piece.length > 0) yield piece;
      at += piece.length;
      // Some servers say a wrong size: the end is where nothing more comes.
      if (piece.length === 0 || (piece.length < PIECE_BYTES && at >= size)) return;
    }
  }

  /** @throws DeskError missing/mail-gone */
  async header(uid: number): Promise<Buffer> {
    const message = await this.transfer(this.client.fetchOne(String(uid), { uid: true, headers: true }, { uid: true }));
    const header = message ? message.headers : undefined;
    if (!header) throw gone(uid);
    return header;
  }

  /** Which of these UIDs the folder still has. */
  async present(uids: readonly number[]): Promise<number[]> {
    return uids.length === 0 ? [] : await this.search({ uid: uidSet(uids) });
  }

  /** @throws DeskError conflict/mailbox-mark-refused */
  async markSeen(uids: readonly number[]): Promise<void> {
    if ((await this.command(this.client.messageFlagsAdd(uidSet(uids), ['\\Seen'], { uid: true }))) === true) return;
    this.refuseIfClosed();
    throw new DeskError('conflict', 'mailbox-mark-refused', 'The mail server does not let mails be marked as seen.');
  }

  /**
   * Moves, never copies (RFC 6851): a move that fails leaves everything as it was. Without MOVE the library would copy and delete.
   *
   * @throws DeskError conflict/mailbox-move-refused
   */
  async move(uids: readonly number[], folder: string): Promise<void> {
    const moved =
      this.client.capabilities.has('MOVE') && (await this.transfer(this.client.messageMove(uidSet(uids), folder, { uid: true })));
    if (moved) return;
    this.refuseIfClosed();
    throw new DeskError('conflict', 'mailbox-move-refused', `The mail server does not move mails to ${folder}.`, { params: { folder } });
  }

  /** Makes a folder unless it is there. */
  async makeFolder(folder: string): Promise<void> {
    const isThere = (await this.command(this.client.list())).some((one) => one.path === folder);
    if (!isThere) await this.command(this.client.mailboxCreate(folder));
  }

  /** Resolves when something may have come, the time is over, the signal fires or the connection ends. IDLE is only a hint (`fail:I6`). */
  async awaitNews(ms: number, signal: AbortSignal): Promise<void> {
    const until = performance.now() + ms;
    const hasIdle = this.client.capabilities.has('IDLE');
    for (let left = ms; left > 0 && !this.hasNews && !signal.aborted && !this.closed; left = until - performance.now()) {
      if (hasIdle) await this.rest(left, signal, () => this.client.idle());
      else await this.rest(Math.min(left, this.noopMs), signal);
      if (!hasIdle && !this.closed) await this.command(this.client.noop());
    }
    this.hasNews = false;
    this.refuseIfClosed();
  }

  /** Ends the waiting for news. */
  nudge(): void {
    this.hasNews = true;
    this.news?.();
  }

  close(): void {
    this.client.close();
  }

  /** Says goodbye, but waits for no answer. */
  async logout(): Promise<void> {
    await within(2_000, this.client.logout(), () => this.client.close()).catch(() => {});
    this.client.close();
  }

  /** @param meanwhile begun when waiting begins; the next command ends it. When the server refuses it, the timer alone wakes us. */
  private async rest(ms: number, signal: AbortSignal, meanwhile?: () => Promise<unknown>): Promise<void> {
    let wake = (): void => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.news = wake;
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake);
    void meanwhile?.().catch(() => {});
    try {
      await woken;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      this.news = null;
    }
  }

  private async search(query: Parameters<ImapFlow['search']>[0]): Promise<number[]> {
    const found = await this.transfer(this.client.search(query, { uid: true }));
    if (Array.isArray(found)) return found.toSorted((a, b) => a - b);
    this.refuseIfClosed();
    throw new DeskError('unavailable', 'mailbox-search-refused', 'The mail server refused a search.', { params: { answer: this.refusal } });
  }

  private refuseIfClosed(): void {
    if (!this.closed) return;
    const params = { words: this.client.byeReason ?? '' };
    throw new DeskError('unavailable', 'mailbox-closed', 'The mail server ended the connection.', { params });
  }

  private command<T>(work: Promise<T>): Promise<T> {
    return within(this.commandMs, this.named(work), () => this.client.close());
  }

  private transfer<T>(work: Promise<T>): Promise<T> {
    return whileMoving(
      this.commandMs,
      this.named(work),
      () => this.client.stats().received,
      () => this.client.close(),
    );
  }

  /** Not every command's error says the code with which the server refused it. */
  private async named<T>(work: Promise<T>): Promise<T> {
    this.refusal = '';
    try {
      return await work;
    } catch (error) {
      if (error instanceof Error && 'responseStatus' in error && !('serverResponseCode' in error)) {
        Object.assign(error, { serverResponseCode: this.refusal });
      }
      throw error;
    }
  }
}

function waitingMail(message: FetchMessageObject): WaitingMail {
  const at = message.internalDate === undefined ? new Date() : new Date(message.internalDate);
  return { uid: message.uid, size: message.size ?? 0, receivedAt: Number.isNaN(at.getTime()) ? new Date() : at };
}

function gone(uid: number): DeskError {
  return new DeskError('missing', 'mail-gone', `The mail server does not give mail ${uid}.`, { params: { uid } });
}
