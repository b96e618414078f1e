import type { ChatSession } from '@app/contracts';
import type { Sessions } from './session.js';
import type { Storage } from '../browser/storage.js';

export type VisitorOptions = {
  readonly storage: Storage;
  readonly sessions: Sessions;
  /** Address of the site's page. */
  readonly page: () => string | null;
  /** The server has said who we are. `isOther`: it is not who we were, and what was shown is not theirs. */
  readonly onSession: (session: ChatSession, isOther: boolean) => void;
  /** Nothing of who we were may be left in this page. */
  readonly onForgotten: () => void;
  /** The site had named us, and we are not whom it named any more. */
  readonly onUnnamed: () => void;
};

/** As whom this page speaks: whom the browser remembers, the server has made or the site has named, until they leave. */
export class Visitor {
  /** Null: not opened yet, or the server knows it no longer. */
  session: ChatSession | null = null;
  /** Whom the server takes us for, as far as is known. */
  id: string | null = null;
  /** The site has named who was here last. */
  isNamed = false;
  /** Grows when somebody else begins. */
  visit = 0;
  private hasBegun = false;

  constructor(private readonly options: VisitorOptions) {}

  /** Whom the browser remembers. */
  async load(): Promise<void> {
    const last = await this.options.storage.lastVisitor();
    this.id = last?.id ?? null;
    this.isNamed = last?.isKnown ?? false;
  }

  /** Something was written, or a file chosen: a visitor may be made. */
  begin(): void {
    this.hasBegun = true;
  }

  /** The server does not know the session any more. */
  expire(): void {
    this.session = null;
  }

  /** @returns null when nobody is known and nobody has begun */
  async open(): Promise<ChatSession | null> {
    await this.openOnce();
    // The visitor may have begun while we found that there was none.
    if (this.hasBegun) await this.openOnce();
    return this.session;
  }

  /** @throws Refused; then we are who we were */
  async identify(token: string): Promise<void> {
    this.become(await this.options.sessions.identify(token, this.options.page()));
  }

  leave(): Promise<void> {
    this.forget();
    return this.options.sessions.end();
  }

  private async openOnce(): Promise<void> {
    if (this.session) return;
    const { visit } = this;
    const opened = await this.options.sessions.open(this.hasBegun, this.options.page());
    // Found already, or it was somebody who is here no longer.
    if (this.session || visit !== this.visit) return;
    const wasNamed = this.isNamed;
    if (opened) this.become(opened);
    // Another tab has logged out.
    else if (this.id !== null) this.forget();
    if (wasNamed && !this.isNamed) this.options.onUnnamed();
  }

  private become(opened: ChatSession): void {
    const isOther = this.id !== null && this.id !== opened.visitor;
    // Whom the site had named leaves nothing to anybody else.
    if (isOther && this.isNamed) this.forget();
    this.id = opened.visitor;
    this.isNamed = opened.user !== null;
    this.session = opened;
    this.options.onSession(opened, isOther);
  }

  private forget(): void {
    this.session = this.id = null;
    this.isNamed = this.hasBegun = false;
    this.visit += 1;
    this.options.onForgotten();
  }
}
