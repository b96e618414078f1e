import type { ChatPage, ChatSession } from '@app/contracts';
import type { Storage } from './storage.js';

/** The server's answer was no: `code` says why. What throws anything else could not reach it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
  ) {
    super(code);
  }
}

/** Opens the visitor's session with the web chat: makes a visitor, or takes up the one that this browser knows. */
export class Sessions {
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
    return alone(`otklik-${this.page.inbox.id}`, async () => {
      const token = await this.storage.token();
      if (token === null && !mayBegin) return null;
      return this.ask(token, sitePage).catch((error: unknown) => this.askAgain(error, mayBegin, sitePage));
    });
  }

  private async askAgain(error: unknown, mayBegin: boolean, sitePage: string | null): Promise<ChatSession | null> {
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'nonce-expired') {
      await this.renewNonce();
      return this.ask(await this.storage.token(), sitePage);
    }
    if (error.code !== 'visitor-unknown') throw error;
    await this.storage.keepToken(null);
    return mayBegin ? this.ask(null, sitePage) : null;
  }

  private async ask(token: string | null, sitePage: string | null): Promise<ChatSession> {
    const { inbox, nonce } = this.page;
    const session = await answerOf<ChatSession>(
      fetch('/chat/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ inbox: inbox.id, nonce, token, locale: this.locale, page: sitePage }),
      }),
    );
    if (session.token !== token) await this.storage.keepToken(session.token);
    return session;
  }

  /** The page may have been open for hours; its own address gives a fresh nonce. */
  private async renewNonce(): Promise<void> {
    const text = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector<HTMLElement>('[data-page]')?.dataset.page;
    if (fresh) Object.assign(this.page, { nonce: (JSON.parse(fresh) as ChatPage).nonce });
  }
}

/** @throws Refused, or what `fetch` throws without a network */
export async function answerOf<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked;
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { code?: string };
  if (response.status >= 500 || response.status === 429) throw new Error(`the server answered ${response.status}`);
  throw new Refused(problem.code ?? 'refused', response.status);
}

/**
 * Does the work while no other tab of this browser does: two that begin at once are one visitor.
 *
 * Where the frame's storage is forbidden, locks are too, and tabs know nothing of each other anyway.
 */
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  let outcome: Promise<T> | null = null;
  const begin = (): Promise<T> => (outcome ??= work());
  try {
    await navigator.locks.request(name, begin);
  } catch {
    // Forbidden, or the work itself failed, which is told below.
  }
  return begin();
}
