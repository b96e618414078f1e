import type { ChatAnswer, ChatError, ChatFrame, ChatNews } from '@app/contracts';
import { pause } from './pause.js';
import { answerOf, Refused, Unavailable } from './server-answers.js';

/** How long a call waits for news (s): not so long that something on the way takes it for dead. */
const WAIT_S = 25;
/** How much longer than it waits for news a call may take (ms). */
const PATIENCE_MS = 10_000;
/** When a message is sent again that did not get through (ms). */
const AGAIN_MS = 3_000;
/** The shortest time from one call to the next, should the server answer each at once (ms). */
const PAUSE_MS = 250;

export type LongPollOptions = {
  readonly token: () => string | null;
  readonly cursor: () => number;
  /** After `close`, too: what was said before it is still answered. */
  readonly onAnswer: (answer: ChatAnswer) => void;
  /** The first call was answered. */
  readonly onReady: () => void;
  /** A call failed; once, never after `close`. */
  readonly onEnd: () => void;
};

/** The chat by calls that wait, for networks that let no socket through, or one that carries nothing. */
export class LongPoll {
  isReady = false;
  private isClosed = false;
  private call = new AbortController();
  private readonly marks = { got: 0, read: 0 };

  constructor(private readonly options: LongPollOptions) {
    void this.run();
  }

  /** @returns false before the first call was answered: nothing was sent */
  send(frame: ChatFrame): boolean {
    if (!this.isReady) return false;
    if ('got' in frame) this.marks.got = Math.max(this.marks.got, frame.got.position);
    else if ('read' in frame) {
      this.marks.read = Math.max(this.marks.read, frame.read.position);
      // The next call tells it.
      this.call.abort();
    } else void this.say(frame);
    return true;
  }

  close(): void {
    this.isClosed = true;
    this.isReady = false;
    this.call.abort();
  }

  private async run(): Promise<void> {
    try {
      while (!this.isClosed) await Promise.all([this.ask(this.isReady ? WAIT_S : 0), pause(PAUSE_MS)]);
    } catch (error) {
      if (this.isClosed) return;
      this.close();
      if (error instanceof Refused) this.options.onAnswer({ error: { code: error.code, text: '' } });
      this.options.onEnd();
    }
  }

  private async ask(wait: number): Promise<void> {
    const call = (this.call = new AbortController());
    let isLate = false;
    const late = setTimeout(
      () => {
        isLate = true;
        call.abort();
      },
      wait * 1_000 + PATIENCE_MS,
    );
    try {
      const { got, read } = this.marks;
      const asked = `/chat/v1/messages?after=${this.options.cursor()}&wait=${wait}&got=${got}&read=${read}`;
      const { answers } = await answerOf<ChatNews>(fetch(asked, { headers: this.headers, signal: call.signal }));
      if (this.isClosed) return;
      this.tell(answers);
      if (!this.isReady) {
        this.isReady = true;
        this.options.onReady();
      }
    } catch (error) {
      if (isLate || !call.signal.aborted) throw error;
    } finally {
      clearTimeout(late);
    }
  }

  private async say(frame: ChatFrame): Promise<void> {
    const headers = { ...this.headers, 'content-type': 'application/json' };
    try {
      const { answers } = await answerOf<ChatNews>(fetch('/chat/v1/messages', { method: 'POST', headers, body: JSON.stringify(frame) }));
      this.tell(answers);
    } catch (error) {
      // Nobody waits to hear that it was told that they type.
      if (!('typing' in frame)) this.tell([{ error: { ...errorOf(error), ...('send' in frame && { clientId: frame.send.clientId }) } }]);
    }
  }

  private tell(answers: readonly ChatAnswer[]): void {
    for (const answer of answers) this.options.onAnswer(answer);
  }

  private get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.options.token() ?? ''}` };
  }
}

function errorOf(error: unknown): ChatError {
  if (error instanceof Refused) return { code: error.code, text: error.words };
  if (error instanceof Unavailable) return { code: error.code, text: error.words, retryAfterMs: error.retryAfterMs };
  return { code: 'unreachable', text: '', retryAfterMs: AGAIN_MS };
}
