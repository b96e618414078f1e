import type { ChatAnswer, ChatError } from '@app/contracts';
import type { Cell } from '../state/cell.js';
import type { ChatState, MailRequest } from '../state/chat-state.js';
import type { Link } from '../connection/link.js';

const OFFLINE: ChatError = { code: 'offline', text: '' };

/** What goes by mail when the visitor asks: the answers while they are away, and the whole exchange. */
export class MailRequests {
  constructor(
    private readonly state: Cell<ChatState>,
    private readonly link: Link,
  ) {}

  ask(kind: MailRequest['kind'], email: string): void {
    const asked = this.link.send(kind === 'address' ? { address: { email } } : { transcript: { email } });
    const request = { kind, email, error: asked ? null : OFFLINE };
    this.state.change({ request, ...(kind === 'transcript' && { transcript: null }) });
  }

  forget(): void {
    this.state.change({ request: null, transcript: null });
  }

  hear(answer: ChatAnswer): void {
    if ('address' in answer) this.state.change({ request: null });
    if ('transcript' in answer) this.state.change({ request: null, transcript: answer.transcript.email });
    if ('error' in answer && answer.error.clientId === undefined) this.refuse(answer.error);
  }

  /** What was asked for on the lost connection was not answered: it is asked again by who wants it. */
  disconnected(): void {
    if (this.state.value.request?.error === null) this.refuse(OFFLINE);
  }

  private refuse(error: ChatError): void {
    const { request } = this.state.value;
    if (request) this.state.change({ request: { ...request, error } });
  }
}
