import type { ChatMessage, ChatSession } from '@app/contracts';
import type { ToHost } from '../../protocol.js';
import type { Cell } from '../state/cell.js';
import type { ChatState } from '../state/chat-state.js';
import type { Outbox } from '../sending/outbox.js';
import type { Reading } from './reading.js';
import { isAnswer, merge } from '../state/thread.js';

/** What was said, as the server has it: each message once, all up to the cursor. */
export class ChatHistory {
  cursor = 0;

  constructor(
    private readonly state: Cell<ChatState>,
    private readonly outbox: Outbox,
    private readonly reading: Reading,
    private readonly tell: (message: ToHost) => void,
  ) {}

  begin({ messages, cursor, readPosition }: ChatSession): void {
    this.cursor = cursor;
    this.reading.resume(readPosition);
    this.add(messages);
    this.outbox.settleFirst(messages);
  }

  hear(message: ChatMessage, cursor: number): void {
    const { length } = this.state.value.messages;
    this.add([message]);
    this.cursor = cursor;
    if (!isAnswer(message)) return;
    this.reading.tellGot();
    if (this.state.value.messages.length > length) this.tell({ type: 'message' });
  }

  forget(): void {
    this.cursor = 0;
    this.reading.forget();
    this.state.change({ messages: [] });
  }

  private add(come: readonly ChatMessage[]): void {
    const messages = merge(this.state.value.messages, come);
    this.state.change({ messages });
    this.outbox.settle(messages);
    this.reading.look();
  }
}
