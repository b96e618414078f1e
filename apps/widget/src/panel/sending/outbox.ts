import type { ChatError, ChatFrame, ChatMessage } from '@app/contracts';
import { alone } from '../browser/alone.js';
import { backoffMs } from '../connection/backoff.js';
import { Kept } from './kept.js';
import { newId } from '../browser/new-id.js';
import type { Outgoing, OutgoingFile, Said } from '../state/outgoing.js';
import { Refused } from '../connection/server-answers.js';
import type { Storage } from '../browser/storage.js';
import { unseen } from '../state/thread.js';

/** How long the server may take to say that it has a message (ms). */
const PATIENCE_MS = 15_000;
/** How long who logs out waits for what is on its way, and how often it is looked whether something still is (ms). */
const DRAINED_MS = 2_000;
const DRAIN_MS = 50;
/** So many messages begin a session at most: what is stored and not among them is further back. */
const FULL_HISTORY = 100;

export type OutboxOptions = {
  readonly storage: Storage;
  /** Of the lock under which the tabs of this browser send. */
  readonly name: string;
  readonly isOnline: () => boolean;
  /** Whom the server takes us for, as far as is known. */
  readonly visitor: () => string | null;
  /** The site has named us. */
  readonly isNamed: () => boolean;
  /** @returns false when there is no connection */
  readonly send: (frame: ChatFrame) => boolean;
  readonly idOf: (file: OutgoingFile) => Promise<string>;
  readonly onChange: () => void;
  readonly onStored: () => void;
  /** A message was sent and nothing came back. */
  readonly onSilence: () => void;
};

type Answer = 'stored' | 'silence' | ChatError;

/**
 * The visitor's messages until the history shows them: sent one after another in their order, each until the server says that it has it.
 * The server knows a message by its client id, so that sending again is harmless.
 *
 * The tabs of a browser have one outbox. One tab sends at a time, whatever waits, so that what was written in a tab that is closed goes too.
 */
export class Outbox {
  private readonly kept: Kept;
  private flushing = false;
  private flushAgain = false;
  private failures = 0;
  private awaited: { clientId: string; answer: (answer: Answer) => void } | null = null;
  private later: ReturnType<typeof setTimeout> | undefined;
  /** Whose files were uploaded anew. */
  private readonly renewed = new Set<string>();

  constructor(private readonly options: OutboxOptions) {
    this.kept = new Kept(options.storage, options.onChange);
  }

  get items(): readonly Outgoing[] {
    return this.kept.items;
  }

  /** What waits would outlive the page. */
  get isSafe(): boolean {
    return this.kept.isSafe;
  }

  load(): Promise<void> {
    return this.kept.refresh();
  }

  /** @returns when it is as safe as it can be */
  async add(said: Said): Promise<void> {
    await this.kept.add({
      ...said,
      clientId: newId(),
      at: new Date().toISOString(),
      order: this.kept.nextOrder(),
      visitor: this.options.visitor(),
      state: 'waiting',
      reason: null,
    });
    void this.flush();
  }

  retry(clientId: string): void {
    const one = this.kept.find(clientId);
    if (one) this.kept.put({ ...one, state: 'waiting', reason: null });
    void this.flush();
  }

  remove(clientId: string): void {
    this.kept.remove(clientId);
  }

  /** Resolves when nothing waits that could be sent now, and after `DRAINED_MS` at the latest. */
  async drained(): Promise<void> {
    const end = performance.now() + DRAINED_MS;
    const waits = (): boolean => this.options.isOnline() && this.items.some((one) => one.state === 'waiting');
    while (waits() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, DRAIN_MS));
  }

  clear(): void {
    for (const { clientId } of this.items) this.remove(clientId);
    this.disconnected();
  }

  /** What the history shows now is no longer ours to keep. */
  settle(messages: readonly ChatMessage[]): void {
    const left = unseen(this.items, messages);
    for (const one of this.items) if (!left.includes(one)) this.remove(one.clientId);
  }

  /** As `settle`, with what a session began with. */
  settleFirst(messages: readonly ChatMessage[]): void {
    this.settle(messages);
    if (messages.length < FULL_HISTORY) return;
    for (const one of this.items) if (one.state === 'stored') this.remove(one.clientId);
  }

  /** Whom we were is nobody any more: what was sent as them was, as far as anybody knows, never sent. */
  forgetVisitor(): void {
    for (const one of this.items)
      if (one.state === 'stored') this.remove(one.clientId);
      else if (one.visitor !== null) this.kept.put({ ...one, visitor: null });
  }

  stored(clientId: string): void {
    const one = this.kept.find(clientId);
    if (one && one.state !== 'stored') {
      this.kept.put({ ...one, state: 'stored', reason: null, files: one.files.map((file) => ({ ...file, blob: null })) });
      this.options.onStored();
    }
    this.answer(clientId, 'stored');
  }

  failed(error: ChatError): void {
    if (error.clientId !== undefined) this.answer(error.clientId, error);
  }

  /** The connection is gone, and with it every answer that was waited for. */
  disconnected(): void {
    this.awaited?.answer('silence');
  }

  /** Sends what waits, as far as the connection carries. */
  async flush(): Promise<void> {
    this.flushAgain = true;
    if (this.flushing) return;
    this.flushing = true;
    try {
      while (this.flushAgain && this.options.isOnline()) {
        this.flushAgain = false;
        await alone(this.options.name, () => this.sendAll());
      }
    } finally {
      this.flushing = false;
    }
  }

  private async sendAll(): Promise<void> {
    await this.kept.refresh();
    for (;;) {
      const next = this.items.find((one) => one.state === 'waiting');
      if (!next || !this.options.isOnline() || !(await this.deliver(next))) return;
    }
  }

  /** @returns false when it is not possible now */
  private async deliver(one: Outgoing): Promise<boolean> {
    const ready = await this.uploaded(one);
    if (ready === null) return this.again(backoffMs(++this.failures, Math.random()));
    if (ready.state !== 'waiting') return true;
    const { clientId, text, page, form, about = null } = ready;
    const attachments = ready.files.flatMap(({ id }) => id ?? []);
    const now = this.options.visitor();
    const visitor = ready.visitor === now ? null : ready.visitor;
    if (ready.visitor === null) this.kept.put({ ...ready, visitor: now });
    const answered = this.answerTo(clientId);
    if (!this.options.send({ send: { clientId, text, attachments, form: form?.sent ?? null, visitor, page, about } })) {
      this.disconnected();
      return false;
    }
    return this.take(clientId, await answered);
  }

  private take(clientId: string, answer: Answer): boolean {
    if (answer === 'silence') {
      this.options.onSilence();
      return false;
    }
    this.failures = 0;
    const one = this.kept.find(clientId);
    if (answer === 'stored' || !one) return true;
    if (answer.retryAfterMs !== undefined) return this.again(answer.retryAfterMs);
    if (answer.code === 'message-of-another' && this.options.isNamed()) {
      this.remove(clientId);
      return true;
    }
    this.kept.put(this.onceMore(one, answer) ?? { ...one, state: 'refused', reason: answer.code, words: answer.text });
    return true;
  }

  /**
   * What a refused message may still be sent as: with its files uploaded anew where the server has forgotten them, or as who we are now
   * where it does not take us for whom it was first sent as. Null: as nothing. Whom the site has named says nothing for anybody else.
   */
  private onceMore(one: Outgoing, { code }: ChatError): Outgoing | null {
    const visitor = this.options.visitor();
    if (code === 'attachment-missing' && !this.renewed.has(one.clientId) && one.files.every((file) => file.blob !== null)) {
      this.renewed.add(one.clientId);
      return { ...one, files: one.files.map((file) => ({ ...file, key: newId(), id: null })) };
    }
    return one.visitor !== null && one.visitor !== visitor && !this.options.isNamed() ? { ...one, visitor } : null;
  }

  private again(afterMs: number): false {
    clearTimeout(this.later);
    this.later = setTimeout(() => void this.flush(), afterMs);
    return false;
  }

  /** @returns the message with all its files on the server, or refused; null when the network failed */
  private async uploaded(one: Outgoing): Promise<Outgoing | null> {
    try {
      const files: OutgoingFile[] = [];
      for (const file of one.files) files.push({ ...file, id: await this.options.idOf(file) });
      const ready = { ...(this.kept.find(one.clientId) ?? one), files };
      if (one.files.some((file) => file.id === null)) this.kept.put(ready);
      return ready;
    } catch (error) {
      if (!(error instanceof Refused)) return null;
      const refused: Outgoing = { ...one, state: 'refused', reason: error.code, words: error.words };
      this.kept.put(refused);
      return refused;
    }
  }

  private answerTo(clientId: string): Promise<Answer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.awaited?.answer('silence'), PATIENCE_MS);
      this.awaited = {
        clientId,
        answer: (answer) => {
          clearTimeout(timer);
          this.awaited = null;
          resolve(answer);
        },
      };
    });
  }

  private answer(clientId: string, answer: Answer): void {
    if (this.awaited?.clientId === clientId) this.awaited.answer(answer);
  }
}
