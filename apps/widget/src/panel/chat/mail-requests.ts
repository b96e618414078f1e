import type { ChatAnswer, ChatError, ChatFrame } from '@app/contracts';
import type { Cell } from '../state/cell.js';
import type { ChatState, MailRequest } from '../state/chat-state.js';

const OFFLINE: ChatError = { code: 'offline', text: '' };

/** What goes by mail when the visitor asks: the answers while they are away, and the whole exchange. */
export class MailRequests {
  /** What is asked for goes as soon as there is a connection. */
  private isWaiting = false;

  constructor(
    private readonly state: Cell<ChatState>,
    /** @returns false when there is no connection */
    private readonly deliver: (frame: ChatFrame) => boolean,
  ) {}

  ask(kind: MailRequest['kind'], email: string): void {
    this.state.change({ request: { kind, email, error: null }, ...(kind === 'transcript' && { transcript: null }) });
    this.send();
  }

  forget(): void {
    this.state.change({ request: null, transcript: null });
  }

  hear(answer: ChatAnswer): void {
    if ('address' in answer) this.state.change({ request: null });
    if ('transcript' in answer) this.state.change({ request: null, transcript: answer.transcript.email });
    if ('error' in answer && answer.error.clientId === undefined && !this.isWaiting) this.refuse(answer.error);
  }

  connected(): void {
    if (this.isWaiting) this.send();
  }

  /** What was not answered on the lost connection: an address may be told twice, of a transcript nobody knows whether it went. */
  disconnected(): void {
    const { request } = this.state.value;
    if (request === null || request.error !== null || this.isWaiting) return;
    if (request.kind === 'address') this.isWaiting = true;
    else this.refuse(OFFLINE);
  }

  private send(): void {
    const { request } = this.state.value;
    this.isWaiting = request !== null && !this.deliver(frameOf(request));
  }

  private refuse(error: ChatError): void {
    const { request } = this.state.value;
    if (request) this.state.change({ request: { ...request, error } });
  }
}

function frameOf({ kind, email }: MailRequest): ChatFrame {
  return kind === 'address' ? { address: { email } } : { transcript: { email } };
}
