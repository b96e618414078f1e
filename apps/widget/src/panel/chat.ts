import type { ChatAnswer, ChatFrame, ChatMessage, ChatPage, ChatSession } from '@app/contracts';
import type { ToHost } from '../protocol.js';
import { Cell } from './cell.js';
import { type Draft, type FileProblem, Files } from './files.js';
import { type LinkState, LiveSocket } from './live-socket.js';
import { Outbox } from './outbox.js';
import type { Outgoing } from './outgoing.js';
import { answerOf, Sessions } from './session.js';
import type { Storage } from './storage.js';
import { isAnswer, lastAnswerPosition, merge, unreadCount } from './thread.js';

export type ChatState = {
  readonly messages: readonly ChatMessage[];
  readonly outgoing: readonly Outgoing[];
  readonly drafts: readonly Draft[];
  readonly link: LinkState;
  /** The history of a visitor who is known is on its way. */
  readonly isLoading: boolean;
  readonly isShown: boolean;
  readonly problem: FileProblem | null;
};

/** One visitor's chat: what was said, what is on its way, and the connection that carries it. */
export class Chat {
  readonly state = new Cell<ChatState>({
    messages: [],
    outgoing: [],
    drafts: [],
    link: 'none',
    isLoading: false,
    isShown: false,
    problem: null,
  });
  /** Address of the site's page. */
  sitePage: string | null = null;
  private session: ChatSession | null = null;
  private visitorId: string | null = null;
  private cursor = 0;
  private readPosition = 0;
  /** The visitor wrote or chose a file: a visitor may be made. */
  private hasBegun = false;
  private readonly sessions: Sessions;
  private readonly socket: LiveSocket;
  private readonly outbox: Outbox;
  private readonly files: Files;

  constructor(
    page: ChatPage,
    private readonly storage: Storage,
    locale: string,
    private readonly tell: (message: ToHost) => void,
  ) {
    this.sessions = new Sessions(page, storage, locale);
    this.socket = new LiveSocket({
      url: `${location.origin.replace(/^http/, 'ws')}/chat/v1/live`,
      prepare: () => this.prepare(),
      onAnswer: (answer) => this.hear(answer),
      onState: (link) => this.onLink(link),
    });
    this.outbox = new Outbox({
      storage,
      send: (frame) => this.socket.send(frame),
      idOf: (file) => this.files.idOf(file),
      onChange: () => this.state.change({ outgoing: this.outbox.items }),
      onStored: () => this.tell({ type: 'sent' }),
      onSilence: () => this.socket.isOnline && this.socket.drop(),
    });
    this.files = new Files(
      page.limits,
      () => this.token(),
      () => this.state.change({ drafts: this.files.drafts }),
      (problem) => this.state.change({ problem }),
    );
  }

  /** What this browser knows by itself; resolves before anything is shown. */
  async load(): Promise<void> {
    await this.outbox.load();
    this.hasBegun = this.outbox.items.length > 0;
    this.state.change({ isLoading: (await this.storage.token()) !== null });
  }

  start(): void {
    this.socket.start();
  }

  send(text: string): void {
    const typed = text.trim();
    if (typed === '' && this.files.drafts.length === 0) return;
    this.state.change({ problem: null });
    this.outbox.add(typed, this.files.take(), this.sitePage);
    this.begin();
  }

  addFiles(chosen: readonly File[]): void {
    this.state.change({ problem: null });
    this.files.add(chosen);
  }

  removeFile(key: string): void {
    this.files.remove(key);
  }

  retry(clientId: string): void {
    this.outbox.retry(clientId);
  }

  discard(clientId: string): void {
    this.outbox.remove(clientId);
  }

  /** A link to a file's bytes that is fresh enough to be followed. */
  async linkTo(fileId: string): Promise<string> {
    const headers = { authorization: `Bearer ${await this.token()}` };
    return (await answerOf<{ url: string }>(fetch(`/chat/v1/files/${fileId}`, { headers }))).url;
  }

  setShown(isShown: boolean): void {
    this.state.change({ isShown });
    if (isShown) this.socket.nudge();
    this.noteRead();
  }

  /** What is shown to a person who looks at it is read. */
  noteRead(): void {
    const last = lastAnswerPosition(this.state.value.messages);
    const looks = this.state.value.isShown && document.visibilityState === 'visible';
    if (looks && last > this.readPosition) {
      this.readPosition = last;
      this.socket.send({ read: { position: last } });
    }
    this.tell({ type: 'unread', count: unreadCount(this.state.value.messages, this.readPosition) });
  }

  private begin(): void {
    this.hasBegun = true;
    this.socket.start();
  }

  private async token(): Promise<string> {
    this.begin();
    await this.openSession();
    if (!this.session) throw new Error('there is no session');
    return this.session.token;
  }

  /** Before each connection: who we are, and where we were. */
  private async prepare(): Promise<ChatFrame | null> {
    await this.openSession();
    // The visitor may have begun while we found that there was none.
    if (!this.session && this.hasBegun) await this.openSession();
    this.state.change({ isLoading: false });
    return this.session && { hello: { token: this.session.token, after: this.cursor } };
  }

  private async openSession(): Promise<void> {
    if (this.session) return;
    const opened = await this.sessions.open(this.hasBegun, this.sitePage);
    if (opened === null || this.session) return;
    // The browser's token was no longer known: what another visitor said is not shown to this one.
    if (this.visitorId !== null && this.visitorId !== opened.visitor) this.state.change({ messages: [] });
    this.visitorId = opened.visitor;
    this.session = opened;
    this.cursor = opened.cursor;
    this.readPosition = Math.max(this.readPosition, opened.readPosition);
    this.tell({ type: 'started' });
    this.take(opened.messages);
  }

  private onLink(link: LinkState): void {
    this.state.change({ link });
    if (link === 'online') {
      const last = lastAnswerPosition(this.state.value.messages);
      if (last > 0) this.socket.send({ got: { position: last } });
      this.tell({ type: 'online' });
      void this.outbox.flush();
    }
    if (link === 'offline') {
      this.outbox.disconnected();
      this.tell({ type: 'offline' });
    }
  }

  private hear(answer: ChatAnswer): void {
    if ('stored' in answer) this.outbox.stored(answer.stored.clientId);
    if ('message' in answer) {
      this.take([answer.message]);
      this.cursor = answer.cursor;
      if (isAnswer(answer.message)) {
        this.socket.send({ got: { position: answer.message.position } });
        this.tell({ type: 'message' });
      }
    }
    if ('ready' in answer) this.cursor = answer.ready.cursor;
    if ('error' in answer) {
      if (answer.error.code === 'visitor-unknown') this.session = null;
      this.outbox.failed(answer.error);
    }
  }

  private take(come: readonly ChatMessage[]): void {
    const messages = merge(this.state.value.messages, come);
    this.state.change({ messages });
    this.outbox.settle(messages);
    this.noteRead();
  }
}
