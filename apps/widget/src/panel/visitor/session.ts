import type { ChatPage, ChatSession } from '@app/contracts';
import { alone } from '../browser/alone.js';
import { backoffMs } from '../connection/backoff.js';
import { freshPage } from '../connection/fresh-page.js';
import { pause } from '../connection/pause.js';
import { answerOf, Refused } from '../connection/server-answers.js';
import type { Storage } from '../browser/storage.js';

/** Opens the visitor's session with the web chat: makes a visitor, or takes up the one that this browser knows. */
export class Sessions {
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly page: ChatPage,
    private readonly storage: Storage,
    private readonly locale: string,
  ) {}

  /**
   * @param mayBegin false: only a visitor who is known already, else null
   * @throws Refused
   */
  open(mayBegin: boolean, sitePage: string | null): Promise<ChatSession | null> {
    return this.alone(() => this.openAs(null, mayBegin, sitePage));
  }

  /**
   * As the site's user, whoever this browser knew before.
   *
   * @param identity the site's JWT
   * @throws Refused identity-*
   */
  async identify(identity: string, sitePage: string | null): Promise<ChatSession> {
    const session = await this.alone(() => this.openAs(identity, true, sitePage));
    if (!session) throw new Error('who is named has no session');
    return session;
  }

  /** The browser forgets everything; the server, as soon as it can be reached from this page, that it was ever here. */
  async end(): Promise<void> {
    const token = await this.alone(async () => {
      const kept = await this.storage.token();
      await this.storage.wipe();
      return kept;
    });
    if (token !== null) void revoke(token);
  }

  /** One after another in this page, too, where locks are forbidden. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(() => alone(`otklik-${this.page.inbox.id}`, work));
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async openAs(identity: string | null, mayBegin: boolean, sitePage: string | null): Promise<ChatSession | null> {
    const token = await this.storage.token();
    if (token === null && !mayBegin) return null;
    return this.ask({ token, identity }, sitePage).catch((error: unknown) => this.askAgain(error, identity, mayBegin, sitePage));
  }

  private async askAgain(error: unknown, identity: string | null, mayBegin: boolean, sitePage: string | null): Promise<ChatSession | null> {
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'nonce-expired') await this.renewNonce();
    else if (error.code !== 'visitor-unknown') throw error;
    else await this.storage.dropToken();
    const token = await this.storage.token();
    return token === null && !mayBegin ? null : this.ask({ token, identity }, sitePage);
  }

  private async ask(
    who: { readonly token: string | null; readonly identity: string | null },
    sitePage: string | null,
  ): Promise<ChatSession> {
    const { inbox, nonce } = this.page;
    const session = await answerOf<ChatSession>(
      fetch('/chat/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ inbox: inbox.id, nonce, ...who, locale: this.locale, page: sitePage }),
      }),
    );
    await this.storage.keepSession(session);
    return session;
  }

  /** The page may have been open for hours; its own address gives a fresh nonce. */
  private async renewNonce(): Promise<void> {
    const page = await freshPage();
    if (page) Object.assign(this.page, { nonce: page.nonce });
  }
}

/** For as long as it takes, and as the page lives: the token is nowhere but here by now, where nobody finds it. */
async function revoke(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  for (let failures = 1; ; failures += 1) {
    const answer = await fetch('/chat/v1/sessions', { method: 'DELETE', headers, keepalive: true }).catch(() => null);
    if (answer && answer.status < 500 && answer.status !== 429) return;
    await pause(backoffMs(failures, Math.random()));
  }
}
