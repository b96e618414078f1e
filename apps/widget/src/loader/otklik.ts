import { textOn } from '../colour.js';
import type { ToHost } from '../protocol.js';
import type { Command, InitOptions, OtklikApi, OtklikEvents } from './api.js';
import { buildDom } from './dom.js';
import { type Frame, makeFrame } from './frame.js';
import { wordsFor } from './words.js';

/**
 * The widget as the site's page sees it: a launcher after `init`, the frame when it is first wanted.
 *
 * Calls are fields and not methods, so that a site may hand them on: `button.onclick = Otklik.open`.
 */
export class Otklik implements OtklikApi {
  readonly #events = new EventTarget();
  #options: InitOptions | undefined;
  readonly #dom = buildDom();
  #frame: Frame | undefined;
  #ended = new AbortController();
  #isOpen = false;
  #isReady = false;
  #unread = 0;

  /** @param source where this script came from */
  constructor(private readonly source: string | undefined) {}

  init = (options: InitOptions): void => {
    if (this.#options?.inbox === options.inbox) return;
    if (this.#options) this.destroy();
    this.#options = options;
    this.#ended = new AbortController();
    this.#paint(options.colour ?? '#3b5bdb');
    this.#listen();
    // Beside the body and not in it: script-driven navigation (Turbo, Astro) replaces the body, and a frame that is moved loads anew.
    document.documentElement.append(this.#dom.host);
    this.#draw();
    if (this.#isOpen) this.#load();
    if (this.#mark(false)) setTimeout(this.#load, 1_000);
  };

  open = (): void => {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#load();
    this.#draw();
    this.#emit('open');
  };

  close = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const hadFocus = document.activeElement === this.#dom.host;
    this.#draw();
    if (hadFocus) this.#dom.launcher.focus();
    this.#emit('close');
  };

  toggle = (): void => (this.#isOpen ? this.close() : this.open());

  show = (isShown: unknown = true): void => {
    this.#dom.body.hidden = !isShown;
  };

  hide = (): void => {
    this.show(false);
    this.close();
  };

  on = <E extends keyof OtklikEvents>(event: E, listener: (detail: OtklikEvents[E]) => void): (() => void) => {
    const ended = new AbortController();
    this.#events.addEventListener(event, (told) => listener((told as CustomEvent<OtklikEvents[E]>).detail), ended);
    return () => ended.abort();
  };

  destroy = (): void => {
    this.#ended.abort();
    this.#unload();
    this.#dom.host.remove();
    this.#options = undefined;
    this.#isOpen = false;
  };

  push = (...commands: Command[]): void => {
    for (const [name, ...rest] of commands) (this[name] as (...all: unknown[]) => unknown)(...rest);
  };

  #emit<E extends keyof OtklikEvents>(event: E, detail?: OtklikEvents[E]): void {
    this.#events.dispatchEvent(new CustomEvent(event, { detail }));
  }

  #listen(): void {
    const { host, launcher } = this.#dom;
    const listen = (target: EventTarget | null, event: string, listener: (event: Event) => void): void =>
      target?.addEventListener(event, listener, this.#ended);
    listen(launcher, 'click', this.toggle);
    listen(launcher, 'pointerenter', this.#load);
    listen(host, 'keydown', (event) => (event as KeyboardEvent).key === 'Escape' && this.close());
    // The visitor turns to the frame: it may be another page by now.
    listen(window, 'blur', this.#draw);
    // A phone's keyboard shrinks the visual viewport alone: the panel follows it, or the keyboard would cover what is typed.
    listen(visualViewport, 'resize', this.#fit);
    listen(visualViewport, 'scroll', this.#fit);
  }

  #load = (): void => {
    if (this.#frame || !this.#options) return;
    const { inbox, url = this.source, theme } = this.#options;
    this.#frame = makeFrame(
      new URL(`/widget/${inbox}`, url),
      () => ({ locale: this.#locale, theme, page: pageAddress() }),
      this.#hear,
      this.#giveUp,
    );
    this.#frame.element.title = this.#words[2];
    this.#dom.body.prepend(this.#frame.element);
  };

  #unload(): void {
    this.#frame?.remove();
    this.#frame = undefined;
    this.#isReady = false;
  }

  #giveUp = (): void => {
    const wasWanted = this.#isOpen;
    this.#unload();
    this.close();
    if (wasWanted) this.#dom.notice.textContent = this.#words[4];
    this.#emit('error', { code: 'frame-unreachable' });
  };

  #hear = (message: ToHost): void => {
    const { type } = message;
    if (type === 'close') return this.close();
    if (type === 'started') this.#mark(true);
    if (type === 'unread') this.#unread = message.count;
    if (type === 'ready') {
      this.#isReady = true;
      this.#paint(message.colour);
    }
    this.#draw();
    this.#emit(type, type === 'unread' ? message.count : undefined);
  };

  /** Brings the page in line with what is wanted and what is ready. */
  #draw = (): void => {
    const { body, launcher, badge, notice } = this.#dom;
    const [open, close, , unread] = this.#words;
    const isShown = this.#isOpen && this.#isReady;
    const appears = isShown && !body.classList.contains('open');
    const news = this.#isOpen ? 0 : this.#unread;
    body.className = `${isShown ? 'open' : ''} ${this.#options?.position}`;
    launcher.className = this.#isOpen && !isShown ? 'wait' : '';
    launcher.hidden = `${this.#options?.launcher}` === 'false';
    launcher.ariaExpanded = `${this.#isOpen}`;
    launcher.ariaLabel = (this.#isOpen ? close : open) + (news ? `. ${unread}: ${news}` : '');
    badge.textContent = news > 99 ? '99+' : `${news || ''}`;
    if (this.#isOpen) notice.textContent = '';
    this.#fit();
    this.#frame?.tell({ type: isShown ? 'shown' : 'hidden', page: pageAddress() });
    if (appears) this.#frame?.element.focus();
  };

  #fit = (): void => {
    const style = this.#frame?.element.style;
    if (!style || !visualViewport) return;
    const { height, offsetTop } = visualViewport;
    // Read by the style sheet only where the panel covers the whole screen.
    style.setProperty('--height', `${height}px`);
    style.setProperty('--top', `${offsetTop}px`);
  };

  #paint(colour: string): void {
    const { style } = this.#dom.host;
    style.setProperty('--brand', colour);
    style.setProperty('--text', textOn(colour));
  }

  /** A mark without any content: the visitor has written before. Storage may be forbidden; then answers show once it is opened. */
  #mark(isSet: boolean): unknown {
    const name = `otklik:${this.#options?.inbox}`;
    try {
      if (isSet) localStorage[name] = 1;
      return localStorage[name];
    } catch {
      return null;
    }
  }

  get #locale(): string {
    return this.#options?.locale || document.documentElement.lang || navigator.language;
  }

  get #words(): ReturnType<typeof wordsFor> {
    return wordsFor(this.#locale);
  }
}

function pageAddress(): string {
  return location.href.replace(/#.*/, '').slice(0, 1_000);
}
