import { textOn } from '../colour.js';
import type { About, Fact, PanelSettings, Theme, ToHost, ToPanel } from '../protocol.js';
import type { OtklikState, SiteUser, Where } from './api.js';
import { type Frame, makeFrame } from './frame.js';
import { keepMark, readMark } from './mark.js';
import { PageBehind } from './page-behind.js';
import { PageTitle } from './page-title.js';
import { localeOf, type Site } from './site.js';
import styles from './stage.css?inline';
import { stageWordsFor } from './stage-words.js';
import { wordsFor } from './words.js';

/** When a frame that did not come by itself is tried again (ms). */
const AGAIN_MS = 60_000;
/** Of what is kept for a panel that is not there yet. */
const KEPT = 200;

type StageCalls = {
  open(where?: Where): void;
  close(): void;
  toggle(): void;
  identify(user: SiteUser): void;
  logout(): void;
  update(about: About): void;
  track(name: string, data?: Readonly<Record<string, Fact>>): void;
  setLocale(locale: string): void;
  setTheme(theme: Theme): void;
};

export type StageCall = { [Name in keyof StageCalls]: readonly [Name, ...Parameters<StageCalls[Name]>] }[keyof StageCalls];

/** The chat on the site's page: the frame, and the launcher beside it. It begins when the chat is first wanted. */
export class Stage implements StageCalls {
  isReady = false;
  unread = 0;
  private isOpen = false;
  private frame: Frame | undefined;
  private wasShown = false;
  private position: 'left' | 'right' = 'right';
  private getToken: SiteUser['getToken'];
  /** For the panel, in the site's order. */
  private readonly kept: ToPanel[] = [];
  private readonly title = new PageTitle();
  private readonly behind = new PageBehind();
  /** As in the style sheet: the open panel covers the page. */
  private readonly narrow = matchMedia('(width <= 480px)');
  private readonly ended = new AbortController();

  constructor(
    private readonly site: Site,
    calls: readonly StageCall[],
  ) {
    site.dom.dress(styles);
    this.listen();
    // The site's user has left a page that was gone before the panel knew it.
    if (readMark(site.inbox) === '0') this.tell({ type: 'logout' });
    for (const call of calls) this.call(call);
    if (site.options.embedAt) this.isOpen = true;
    this.load();
    this.draw();
  }

  get state(): OtklikState['state'] {
    return !this.isOpen ? 'closed' : this.isReady ? 'open' : 'opening';
  }

  call([name, ...rest]: StageCall): void {
    (this[name] as (...all: unknown[]) => void)(...rest);
  }

  open(where?: Where): void {
    const { screen, prefill } = where ?? {};
    if (screen) this.tell({ type: 'screen', screen: `${screen}` });
    if (prefill) this.tell({ type: 'prefill', text: `${prefill}` });
    if (this.isOpen) return;
    this.isOpen = true;
    this.load();
    this.draw();
    this.site.emit('open');
  }

  close(): void {
    this.shut(document.activeElement === this.site.dom.host);
  }

  private shut(hadFocus: boolean): void {
    if (!this.isOpen || this.site.options.embedAt) return;
    const { launcher } = this.site.dom;
    this.isOpen = false;
    this.draw();
    if (hadFocus) launcher.focus();
    this.site.emit('close');
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  identify(user: SiteUser): void {
    const { token, getToken } = user ?? {};
    this.getToken = getToken;
    this.tell({ type: 'identify', token: text(token) });
    this.load();
  }

  logout(): void {
    this.getToken = undefined;
    this.tell({ type: 'logout' });
    this.load();
  }

  update(about: About): void {
    this.tell({ ...about, type: 'update' });
  }

  track(name: string, data?: Readonly<Record<string, Fact>>): void {
    this.tell({ type: 'track', name, data });
  }

  setLocale(locale: string): void {
    this.site.options = { ...this.site.options, locale };
    this.tell({ type: 'locale', locale: localeOf(this.site.options) });
  }

  setTheme(theme: Theme): void {
    this.site.options = { ...this.site.options, theme };
    this.tell({ type: 'theme', theme });
  }

  end(): void {
    this.ended.abort();
    this.unload();
    this.behind.cover(false);
    this.title.count(0);
  }

  /** Brings the page in line with what is wanted and what is ready. */
  draw = (): void => {
    const { dom, options } = this.site;
    const { host, body, launcher, badge, notice } = dom;
    const locale = localeOf(options);
    const [close, chat, unread] = stageWordsFor(locale);
    const isShown = this.isOpen && this.isReady;
    const count = this.isOpen ? 0 : this.unread;
    host.className = options.embedAt ? 'embedded' : '';
    body.className = `${host.className} ${options.position ?? this.position} ${isShown ? 'open' : ''}`;
    launcher.className = this.isOpen && !isShown ? 'wait' : '';
    launcher.ariaExpanded = `${this.isOpen}`;
    launcher.ariaLabel = (this.isOpen ? close : wordsFor(locale)[0]) + (count ? `. ${unread}: ${count}` : '');
    badge.textContent = count > 99 ? '99+' : `${count || ''}`;
    this.title.count(count);
    this.behind.cover(isShown && !options.embedAt && this.narrow.matches);
    if (this.isOpen) notice.textContent = '';
    this.showFrame(isShown, chat);
  };

  private showFrame(isShown: boolean, title: string): void {
    if (!this.frame) return;
    const { element } = this.frame;
    element.title = title;
    this.fit();
    this.frame.tell({ type: isShown ? 'shown' : 'hidden', page: pageAddress() });
    // What stands open in the page takes no focus by itself.
    if (isShown && !this.wasShown && !this.site.options.embedAt) element.focus();
    this.wasShown = isShown;
  }

  /** Says it to the panel, now or when it is there. */
  private tell(message: ToPanel): void {
    this.frame?.tell(message);
    if (!this.isReady && this.kept.push(message) > KEPT) this.kept.splice(this.kept.findIndex(isOnlyTold), 1);
  }

  private listen(): void {
    const { host } = this.site.dom;
    const listen = (target: EventTarget | null, event: string, listener: (event: Event) => void): void =>
      target?.addEventListener(event, listener, this.ended);
    listen(host, 'keydown', (event) => (event as KeyboardEvent).key === 'Escape' && this.close());
    // The visitor turns to the frame: it may be another page by now.
    listen(window, 'blur', this.draw);
    listen(this.narrow, 'change', this.draw);
    // A phone's keyboard shrinks the visual viewport alone: the panel follows it, or the keyboard would cover what is typed.
    listen(visualViewport, 'resize', this.fit);
    listen(visualViewport, 'scroll', this.fit);
  }

  private load = (): void => {
    if (this.frame || this.ended.signal.aborted) return;
    const { dom, inbox, url } = this.site;
    const settings = (): PanelSettings => {
      const { theme, embedAt } = this.site.options;
      return { locale: localeOf(this.site.options), theme, page: pageAddress(), isEmbedded: !!embedAt };
    };
    this.frame = makeFrame(new URL(`/widget/${inbox}`, url), settings, this.kept, this.hear, this.giveUp);
    dom.body.prepend(this.frame.element);
  };

  private unload(): void {
    this.frame?.remove();
    this.frame = undefined;
    this.isReady = this.wasShown = false;
  }

  private giveUp = (): void => {
    const isEmbedded = !!this.site.options.embedAt;
    const wasOpen = this.isOpen;
    this.unload();
    this.isOpen = isEmbedded;
    this.site.giveUp(wasOpen);
    if (wasOpen && !isEmbedded) this.site.emit('close');
    else setTimeout(this.load, AGAIN_MS);
  };

  private hear = (message: ToHost): void => {
    const { type } = message;
    const { inbox } = this.site;
    // Whoever closes it in the panel has the focus there, whatever the browser says of the frame.
    if (type === 'close') return this.shut(true);
    if (type === 'token-wanted') return void this.giveToken();
    if (type === 'logged_out') return keepMark(inbox);
    const isNews = type === 'started' ? readMark(inbox) !== '1' : type !== 'unread' || message.count !== this.unread;
    if (type === 'started' || type === 'identified') keepMark(inbox, '1');
    if (type === 'unread') this.unread = message.count;
    if (type === 'ready') this.takeUp(message);
    this.draw();
    if (isNews) this.site.emit(type, type === 'unread' ? message.count : type === 'identify_error' ? { code: message.code } : undefined);
  };

  private takeUp({ colour, position }: Extract<ToHost, { type: 'ready' }>): void {
    this.isReady = true;
    this.kept.length = 0;
    this.position = position;
    const { dom } = this.site;
    dom.host.style.setProperty('--brand', colour);
    dom.dress(`${styles}button{color:${textOn(colour)}}`);
  }

  private async giveToken(): Promise<void> {
    let token: string | null = null;
    try {
      token = text(await this.getToken?.());
    } catch (error) {
      this.site.note(`getToken threw ${error instanceof Error ? error.name : ''}`);
    }
    this.tell({ type: 'token', token });
  }

  private fit = (): void => {
    const style = this.frame?.element.style;
    if (!style || !visualViewport) return;
    const { height, offsetTop } = visualViewport;
    // Read by the style sheet only where the panel covers the whole screen.
    style.setProperty('--height', `${height}px`);
    style.setProperty('--top', `${offsetTop}px`);
  };
}

/** A site may hand over anything at all. */
function text(token: unknown): string | null {
  return typeof token === 'string' ? token : null;
}

/** What may be lost first, where a site tells more than anybody asked for. */
function isOnlyTold({ type }: ToPanel): boolean {
  return type === 'track' || type === 'update';
}

function pageAddress(): string {
  return location.href.replace(/#.*/, '').slice(0, 1_000);
}
