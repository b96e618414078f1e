import type { ChatError, ChatFrame, ChatMessage } from '@app/contracts';
import { newId } from './new-id.js';
import type { Outgoing, OutgoingFile } from './outgoing.js';
import { Refused } from './session.js';
import type { Storage } from './storage.js';
import { unseen } from './thread.js';

/** How long the server may take to say that it has a message (ms). */
const PATIENCE_MS = 15_000;
/** When a file that did not get through is tried again (ms). */
const UPLOAD_AGAIN_MS = 3_000;

export type OutboxOptions = {
  readonly storage: Storage;
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
 * The visitor's messages until the history shows them: kept in the browser's storage, sent one after another in their order,
 * each until the server says that it has it. The server knows a message by its client id, so that sending again is harmless.
 */
export class Outbox {
  private all: readonly Outgoing[] = [];
  private flushing = false;
  private awaited: { clientId: string; answer: (answer: Answer) => void } | null = null;
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: OutboxOptions) {}

  get items(): readonly Outgoing[] {
    return this.all;
  }

  async load(): Promise<void> {
    const kept = await this.options.storage.outgoing();
    this.all = [...kept, ...this.all];
    this.options.onChange();
  }

  add(text: string, files: readonly OutgoingFile[], page: string | null): void {
    const now = Date.now();
    const order = Math.max(now, (this.all.at(-1)?.order ?? 0) + 1);
    const at = new Date(now).toISOString();
    this.put({ clientId: newId(), text, files, at, order, page, state: 'waiting', reason: null });
    void this.flush();
  }

  retry(clientId: string): void {
    const one = this.find(clientId);
    if (one) this.put({ ...one, state: 'waiting', reason: null });
    void this.flush();
  }

  remove(clientId: string): void {
    this.all = this.all.filter((one) => one.clientId !== clientId);
    void this.options.storage.drop(clientId);
    this.options.onChange();
  }

  /** What the history shows now is no longer ours to keep. */
  settle(messages: readonly ChatMessage[]): void {
    const left = unseen(this.all, messages);
    for (const one of this.all) if (!left.includes(one)) this.remove(one.clientId);
  }

  stored(clientId: string): void {
    const one = this.find(clientId);
    if (one && one.state !== 'stored') {
      this.put({ ...one, state: 'stored', reason: null });
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
    if (this.flushing) return;
    this.flushing = true;
    try {
      for (;;) {
        const next = this.all.find((one) => one.state === 'waiting');
        if (!next || !(await this.deliver(next))) return;
      }
    } finally {
      this.flushing = false;
    }
  }

  /** @returns false when it is not possible now */
  private async deliver(one: Outgoing): Promise<boolean> {
    const ready = await this.uploaded(one);
    if (ready === null) return this.again(UPLOAD_AGAIN_MS);
    if (ready.state !== 'waiting') return true;
    const { clientId, text, page } = ready;
    const attachments = ready.files.flatMap(({ id }) => id ?? []);
    const answered = this.answerTo(clientId);
    if (!this.options.send({ send: { clientId, text, attachments, page } })) {
      this.disconnected();
      return false;
    }
    return this.take(ready, await answered);
  }

  private take(one: Outgoing, answer: Answer): boolean {
    if (answer === 'stored') return true;
    if (answer === 'silence') {
      this.options.onSilence();
      return false;
    }
    if (answer.retryAfterMs === undefined) {
      this.put({ ...one, state: 'refused', reason: answer.code });
      return true;
    }
    return this.again(answer.retryAfterMs);
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
      for (const file of one.files) files.push({ ...file, id: await this.options.idOf(file), blob: null });
      const ready = { ...(this.find(one.clientId) ?? one), files };
      if (files.length > 0) this.put(ready);
      return ready;
    } catch (error) {
      if (!(error instanceof Refused)) return null;
      const refused: Outgoing = { ...one, state: 'refused', reason: error.code };
      this.put(refused);
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

  private find(clientId: string): Outgoing | undefined {
    return this.all.find((one) => one.clientId === clientId);
  }

  private put(changed: Outgoing): void {
    const known = this.find(changed.clientId) !== undefined;
    this.all = known ? this.all.map((one) => (one.clientId === changed.clientId ? changed : one)) : [...this.all, changed];
    void this.options.storage.keep(changed);
    this.options.onChange();
  }
}
