import type { ToHost } from '../../protocol.js';
import type { Cell } from '../state/cell.js';
import type { ChatState } from '../state/chat-state.js';
import type { Link } from '../connection/link.js';
import { lastAnswerPosition, unreadCount } from '../state/thread.js';

/** How far the answers have come, and how far the visitor has read them: the server and the site's page are told. */
export class Reading {
  private position = 0;

  constructor(
    private readonly state: Cell<ChatState>,
    private readonly link: Link,
    private readonly tell: (message: ToHost) => void,
  ) {}

  /** @param position as the server has it: another tab or device may be further */
  resume(position: number): void {
    this.position = Math.max(this.position, position);
  }

  forget(): void {
    this.position = 0;
  }

  /** They are here. */
  tellGot(): void {
    const last = lastAnswerPosition(this.state.value.messages);
    if (last > 0) this.link.send({ got: { position: last } });
  }

  /** What is shown to a person who looks at it is read. */
  look(): void {
    const { messages, isShown } = this.state.value;
    const last = lastAnswerPosition(messages);
    if (isShown && document.visibilityState === 'visible' && last > this.position) {
      this.position = last;
      this.link.send({ read: { position: last } });
    }
    const unread = unreadCount(messages, this.position);
    this.state.change({ unread });
    this.tell({ type: 'unread', count: unread });
  }
}
