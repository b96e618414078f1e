import type { About, Fact, Theme } from '../protocol.js';
import type { Command, InitOptions, OtklikApi, OtklikEvents, OtklikState, SiteUser, Where } from './api.js';
import { buildDom } from './dom.js';
import { keepMark, readMark } from './mark.js';
import { localeOf, type Site } from './site.js';
import type { Stage, StageCall } from './stage.js';
import { wordsFor } from './words.js';

/** What may wait is asked for when the page has done its own work (ms). */
const BACKGROUND_MS = 1_000;
const AGAIN_MS = 60_000;
const PATIENCE_MS = 10_000;
/** Calls that are kept until the stage is there, and entries of the log. */
const KEPT = 200;

type LoadStage = (url: string | undefined, attempt: number) => Promise<{ readonly Stage: typeof Stage }>;

/**
 * The widget as the site's page sees it: a launcher after `init`. All else is done by the stage, which comes when the chat is first wanted,
 * and does then what it was called for until then, in order.
 *
 * Calls are fields and not methods, so that a site may hand them on: `button.onclick = Otklik.open`.
 */
export class Otklik implements OtklikApi {
  #events = new EventTarget();
  #log: string[] = [];
  #calls: StageCall[] = [];
  #site: Site | undefined;
  #stage: Stage | undefined;
  #attempts = 0;
  #loading: Site | undefined;
  /** The visitor waits for it, or the site does. */
  #isAsked = false;
  #isHidden = false;

  /** @param source where this script came from */
  constructor(
    private readonly loadStage: LoadStage,
    private readonly source?: string,
  ) {}

  init = (options: InitOptions): void => {
    const { embedAt, colour = '#3b5bdb', inbox = options.app, url = this.source } = options;
    if (inbox && inbox === this.#site?.inbox && this.#site.dom.host.isConnected) return;
    this.#end();
    if (!inbox) return this.#emit('error', { code: 'no-inbox' });
    // Beside the body and not in it: script-driven navigation (Turbo, Astro) replaces the body, and a frame that is moved loads anew.
    const place = embedAt ? (typeof embedAt === 'string' ? document.querySelector(embedAt) : embedAt) : document.documentElement;
    if (!place) return this.#emit('error', { code: 'no-place' });
    const dom = buildDom(options.nonce);
    dom.host.style.setProperty('--brand', colour);
    dom.launcher.onclick = this.toggle;
    dom.launcher.onpointerenter = this.#load;
    this.#site = { inbox, url, dom, options, note: this.#note, emit: this.#emit, giveUp: this.#giveUp };
    place.append(dom.host);
    this.#isAsked ||= !!embedAt;
    this.#draw();
    if (this.#isAsked) void this.#load();
    else if (readMark(inbox) || this.#calls.some(([name]) => name === 'identify')) this.#want();
  };

  identify = (user: SiteUser): void => {
    this.#call('identify', user);
    this.#want();
  };

  logout = (): void => {
    this.#call('logout');
    const inbox = this.#site?.inbox;
    if (!readMark(inbox)) return;
    keepMark(inbox, '0');
    this.#want();
  };

  update = (about: About): void => this.#call('update', copy(about));

  track = (name: string, data?: Readonly<Record<string, Fact>>): void => this.#call('track', name, copy(data));

  setLocale = (locale: string): void => {
    this.#call('setLocale', locale);
    if (!this.#site) return;
    this.#site.options = { ...this.#site.options, locale };
    this.#draw();
  };

  setTheme = (theme: Theme): void => this.#call('setTheme', theme);

  open = (where?: Where): void => this.#ask('open', where);

  toggle = (): void => this.#ask('toggle');

  close = (): void => this.#call('close');

  show = (): void => {
    this.#isHidden = false;
    this.#draw();
  };

  hide = (): void => {
    this.#isHidden = true;
    this.close();
    this.#draw();
  };

  on = <E extends keyof OtklikEvents>(event: E, listener: (detail: OtklikEvents[E]) => void): (() => void) => {
    const ended = new AbortController();
    const hear = (told: Event): void => listener((told as CustomEvent<OtklikEvents[E]>).detail);
    this.#events.addEventListener(event, hear, ended);
    const present = { unread: this.get('unread'), ready: this.#stage?.isReady ? null : undefined }[event as string];
    if (present !== undefined) hear(new CustomEvent(event, { detail: present }));
    return () => ended.abort();
  };

  get = <Name extends keyof OtklikState>(name: Name): OtklikState[Name] => {
    const state = this.#stage?.state ?? (!this.#site ? 'off' : this.#isAsked ? 'opening' : 'closed');
    const all: OtklikState = { unread: this.#stage?.unread ?? 0, state };
    return all[name];
  };

  debug = (): readonly string[] => [...this.#log];

  destroy = (): void => {
    this.#end();
    this.#events = new EventTarget();
    this.#calls = [];
    this.#isHidden = false;
  };

  push = (...commands: Command[]): void => {
    // One wrong call of the site's takes none of the others along.
    for (const command of commands)
      try {
        const [name, ...rest] = command;
        (this[name] as (...all: unknown[]) => unknown)(...rest);
      } catch (error) {
        reportError(error);
      }
  };

  #ask(...call: StageCall): void {
    this.#isAsked = true;
    this.#call(...call);
    this.#draw();
    void this.#load();
  }

  #call(...call: StageCall): void {
    this.#note(call[0]);
    if (this.#stage) this.#stage.call(call);
    else if (this.#calls.push(call) > KEPT) this.#calls.splice(this.#calls.findIndex(isOnlyTold), 1);
  }

  #want(): void {
    setTimeout(this.#load, BACKGROUND_MS);
  }

  /** The stage comes once, and again if it did not get through. */
  #load = async (): Promise<void> => {
    const site = this.#site;
    if (!site || this.#stage || this.#loading === site) return;
    this.#loading = site;
    try {
      const late = new Promise<never>((_resolve, reject) => setTimeout(reject, PATIENCE_MS));
      const { Stage } = await Promise.race([this.loadStage(site.url, this.#attempts), late]);
      if (site === this.#site) this.#stage = new Stage(site, this.#calls.splice(0));
    } catch {
      // Under another address: one that works is the same for every `init`.
      this.#attempts += 1;
      if (site === this.#site) this.#giveUp(this.#isAsked);
    }
    // Another `init` may be loading by now.
    if (this.#loading === site) this.#loading = undefined;
  };

  #giveUp = (wasAsked: boolean): void => {
    this.#isAsked = false;
    this.#calls = this.#calls.filter(([name]) => name !== 'open' && name !== 'toggle');
    this.#draw();
    if (wasAsked && this.#site) this.#site.dom.notice.textContent = wordsFor(localeOf(this.#site.options))[1];
    this.#emit('error', { code: 'frame-unreachable' });
    if (!wasAsked || this.#site?.options.embedAt) setTimeout(this.#load, AGAIN_MS);
  };

  /** The launcher as it is until the stage draws it. */
  #draw(): void {
    if (!this.#site) return;
    const { dom, options } = this.#site;
    const { body, launcher, notice } = dom;
    body.hidden = this.#isHidden;
    if (this.#stage) return this.#stage.draw();
    body.className = options.position ?? '';
    launcher.className = this.#isAsked ? 'wait' : '';
    launcher.hidden = !!options.embedAt || `${options.launcher}` === 'false';
    launcher.ariaExpanded = `${this.#isAsked}`;
    launcher.ariaLabel = wordsFor(localeOf(options))[0];
    notice.textContent = '';
  }

  #end(): void {
    if (!this.#site) return;
    this.#stage?.end();
    this.#site.dom.host.remove();
    this.#site = this.#stage = undefined;
    this.#isAsked = false;
  }

  #note = (what: string): void => {
    if (this.#log.push(`${Math.round(performance.now())} ${what}`) > KEPT) this.#log.shift();
  };

  #emit = <E extends keyof OtklikEvents>(event: E, detail?: OtklikEvents[E]): void => {
    this.#note(event);
    this.#events.dispatchEvent(new CustomEvent(event, { detail }));
  };
}

/** As it is now. It may be an object that watches itself, as those of Vue and MobX are, which `structuredClone` refuses. */
function copy<T>(told: T): T {
  return told && (JSON.parse(JSON.stringify(told)) as T);
}

/** What may be lost first, where a site tells more than anybody asked for. */
function isOnlyTold([name]: StageCall): boolean {
  return name === 'track' || name === 'update';
}
