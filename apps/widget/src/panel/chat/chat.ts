import type { ChatAnswer, ChatPage, ChatSession } from '@app/contracts';
import type { ToHost } from '../../protocol.js';
import { Cell } from '../state/cell.js';
import { ChatHistory } from './chat-history.js';
import { type ChatState, emptyChat } from '../state/chat-state.js';
import { Files } from '../sending/files.js';
import { Identity } from '../visitor/identity.js';
import { KeptDraft } from '../sending/kept-draft.js';
import { Link, type LinkState } from '../connection/link.js';
import { factsOf, NO_FACTS } from '../state/live-facts.js';
import { MailRequests } from './mail-requests.js';
import { Outbox } from '../sending/outbox.js';
import type { OutgoingForm } from '../state/outgoing.js';
import { Reading } from './reading.js';
import { Sessions } from '../visitor/session.js';
import { SiteWord } from '../visitor/site-word.js';
import type { Storage } from '../browser/storage.js';
import { Tabs } from '../browser/tabs.js';
import { Typing } from './typing.js';
import { Visitor } from '../visitor/visitor.js';

/** One visitor's chat: what was said, what is on its way, and the connection that carries it. */
export class Chat {
  readonly state: Cell<ChatState>;
  readonly siteWord = new SiteWord();
  /** Address of the site's page. */
  sitePage: string | null = null;
  readonly identity: Identity;
  readonly reading: Reading;
  readonly typing: Typing;
  readonly mail: MailRequests;
  readonly draft: KeptDraft;
  readonly outbox: Outbox;
  readonly files: Files;
  private readonly visitor: Visitor;
  private readonly tabs: Tabs;
  private readonly link: Link;
  private readonly history: ChatHistory;
  private isStarted = false;

  constructor(
    page: ChatPage,
    private readonly storage: Storage,
    locale: string,
    private readonly tell: (message: ToHost) => void,
  ) {
    this.state = new Cell<ChatState>(emptyChat(page.inbox));
    this.visitor = new Visitor({
      storage,
      sessions: new Sessions(page, storage, locale),
      page: () => this.sitePage,
      onSession: (session, isOther) => this.take(session, isOther),
      onForgotten: () => this.forget(),
      onUnnamed: () => this.identity.lose(),
    });
    this.identity = new Identity({ enter: (token) => this.enterAs(token), leave: () => this.leave(), tell });
    this.tabs = new Tabs(`otklik-begun-${page.inbox.id}`, () => this.isStarted && this.link.start());
    this.link = new Link({
      url: `${location.origin.replace(/^http/, 'ws')}/chat/v1/live`,
      prepare: () => this.prepare(),
      token: () => this.visitor.session?.token ?? null,
      cursor: () => this.history.cursor,
      onAnswer: (answer) => this.hear(answer),
      onState: (link) => this.onLink(link),
    });
    this.reading = new Reading(this.state, this.link, tell);
    this.typing = new Typing(this.state, this.link);
    this.mail = new MailRequests(this.state, (frame) => this.link.send(frame));
    this.draft = new KeptDraft(storage, `otklik-${page.inbox.id}`);
    this.outbox = new Outbox({
      storage,
      name: `otklik-send-${page.inbox.id}`,
      isOnline: () => this.link.isOnline,
      visitor: () => this.visitor.id,
      isNamed: () => this.visitor.isNamed,
      send: (frame) => this.link.send(frame),
      idOf: (file) => this.files.idOf(file),
      onChange: () => this.state.change({ outgoing: this.outbox.items, isSafe: storage.isOpen && this.outbox.isSafe }),
      onStored: () => tell({ type: 'sent' }),
      onSilence: () => this.link.isOnline && this.link.drop(),
    });
    this.files = new Files(page.limits, this.draft.files, this.state, () => this.token());
    this.history = new ChatHistory(this.state, this.outbox, this.reading, tell);
  }

  /** What this browser knows by itself; resolves before anything is shown. */
  async load(): Promise<void> {
    await Promise.all([this.visitor.load(), this.outbox.load()]);
    // After the messages: what a tab that was closed at once had put into one is chosen no longer.
    await this.files.load();
    if (this.outbox.items.length > 0) this.visitor.begin();
    this.state.change({ isLoading: (await this.storage.token()) !== null, isSafe: this.storage.isOpen });
  }

  /** When it is known whose chat it is. */
  async start(): Promise<void> {
    await this.identity.ready();
    this.isStarted = true;
    this.link.start();
  }

  /** @param form what was answered before the first message */
  send(text: string, form: OutgoingForm | null = null): void {
    const typed = text.trim();
    if (typed === '' && this.files.drafts.length === 0 && form === null) return;
    this.state.change({ problem: null });
    const files = this.files.take();
    void this.outbox
      .add({ text: typed, files, form, page: this.siteWord.page ?? this.sitePage, about: this.siteWord.take() })
      .then(() => this.files.forget(files));
    this.typing.said();
    this.begin();
  }

  setShown(isShown: boolean): void {
    this.state.change({ isShown });
    if (isShown) this.link.nudge();
    this.reading.look();
  }

  private begin(): void {
    this.visitor.begin();
    if (this.isStarted) this.link.start();
  }

  private async token(): Promise<string> {
    this.begin();
    const session = await this.visitor.open();
    if (!session) throw new Error('there is no session');
    return session.token;
  }

  private async prepare(): Promise<boolean> {
    const session = await this.visitor.open();
    this.state.change({ isLoading: false });
    return session !== null;
  }

  private async enterAs(token: string): Promise<void> {
    await this.visitor.identify(token);
    if (this.isStarted) this.link.restart();
  }

  /** What waits is sent if it can be at once; then nothing of who we were is left here. */
  private async leave(): Promise<void> {
    await this.outbox.drained();
    this.link.stop();
    await this.visitor.leave();
  }

  private take(session: ChatSession, isOther: boolean): void {
    // Who was anonymous and is named now takes along what waits, as whom it was written.
    if (isOther && session.user === null) this.outbox.forgetVisitor();
    if (isOther) this.history.forget();
    this.state.change({ user: session.user, address: session.address, office: session.inbox });
    this.tell({ type: 'started' });
    this.tabs.tellBegun();
    this.history.begin(session);
  }

  private forget(): void {
    this.history.forget();
    this.outbox.clear();
    this.files.clear();
    this.draft.text = '';
    this.state.change({ ...NO_FACTS, user: null, request: null, transcript: null, problem: null, visit: this.visitor.visit });
    this.reading.look();
  }

  private onLink(link: LinkState): void {
    this.state.change({ link });
    if (link === 'online') {
      this.reading.tellGot();
      this.tell({ type: 'online' });
      this.mail.connected();
      void this.outbox.flush();
    }
    if (link === 'offline') {
      this.outbox.disconnected();
      this.mail.disconnected();
      this.state.change({ isTyping: false });
      this.tell({ type: 'offline' });
    }
  }

  private hear(answer: ChatAnswer): void {
    const facts = factsOf(answer);
    if (facts) this.state.change(facts);
    this.mail.hear(answer);
    if ('typing' in answer) this.typing.hear();
    if ('stored' in answer) this.outbox.stored(answer.stored.clientId);
    if ('message' in answer) this.history.hear(answer.message, answer.cursor);
    if ('ready' in answer) {
      this.history.cursor = answer.ready.cursor;
      // What a tab that is closed by now has left behind goes too.
      if (this.link.isOnline) void this.outbox.flush();
    }
    if ('error' in answer) {
      if (answer.error.code === 'visitor-unknown') this.visitor.expire();
      this.outbox.failed(answer.error);
    }
  }
}
