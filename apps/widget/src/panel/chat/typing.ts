import type { Cell } from '../state/cell.js';
import type { ChatState } from '../state/chat-state.js';
import type { Link } from '../connection/link.js';

/** How long a word of that an agent writes is good for (ms). */
const GOOD_FOR_MS = 5_000;
/** At most one word of that the visitor writes in so long (ms). */
const EACH_MS = 4_000;

/** Who writes at this moment, both ways. */
export class Typing {
  private ends: ReturnType<typeof setTimeout> | undefined;
  private toldAt = 0;

  constructor(
    private readonly state: Cell<ChatState>,
    private readonly link: Link,
  ) {}

  /** The visitor is writing at this moment. */
  tell(): void {
    const now = Date.now();
    if (now - this.toldAt >= EACH_MS && this.link.send({ typing: {} })) this.toldAt = now;
  }

  /** What the visitor wrote is said: they begin anew. */
  said(): void {
    this.toldAt = 0;
  }

  /** An agent is writing. */
  hear(): void {
    clearTimeout(this.ends);
    this.ends = setTimeout(() => this.state.change({ isTyping: false }), GOOD_FOR_MS);
  }
}
