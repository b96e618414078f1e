type Calls = {
  /** Puts the launcher on the page. A second call with the same inbox changes nothing. */
  init(options: InitOptions): void;
  /**
   * Says who the site's user is, at any time: what was said before belongs to them from then on. With `getToken` a fresh token is
   * asked for whenever the one before has expired.
   */
  identify(user: SiteUser): void;
  /** The user has left: this browser forgets the chat, on the next page if this one goes away. */
  logout(): void;
  /** What agents may want to know of the user and the page. It is the site's word: no identity. */
  update(about: About): void;
  /** `prefill`: words for the field, if the visitor has typed none. `screen`: `chat`, or the id of one of the inbox's forms. */
  open(where?: Where): void;
  close(): void;
  toggle(): void;
  /** Shows the launcher again after `hide`. */
  show(): void;
  /** Takes the launcher off the page, and closes the panel. */
  hide(): void;
  /** BCP 47, e.g. `ru` or `en-GB`. */
  setLocale(locale: string): void;
  setTheme(theme: Theme): void;
  /** Something the user did on the site. */
  track(name: string, data?: Readonly<Record<string, Fact>>): void;
  /**
   * `ready` and `unread` are told at once, if there is something to tell.
   *
   * @returns a function that ends the subscription
   */
  on<E extends keyof OtklikEvents>(event: E, listener: (detail: OtklikEvents[E]) => void): () => void;
  get<Name extends keyof OtklikState>(name: Name): OtklikState[Name];
  /** What happened lately, oldest first: milliseconds of the page's life, and a name. No tokens, and nothing that was written. */
  debug(): readonly string[];
  /** Removes everything the widget put on the page, and all subscriptions. `init` may be called again. */
  destroy(): void;
};

export type Where = { readonly screen?: string | undefined; readonly prefill?: string | undefined };

/** One of both, or both: `token` for now and `getToken` for later. */
export type SiteUser = {
  /** A JWT that the site's server has signed. */
  readonly token?: string | undefined;
  /** Null: nobody is signed in. */
  readonly getToken?: (() => string | null | PromiseLike<string | null>) | undefined;
};

export type Theme = 'auto' | 'light' | 'dark';

export type Fact = string | number | boolean | null;

/** What the site tells of its user and page. Of the site's word alone: never proved, never an identity. */
export type About = {
  readonly attributes?: Readonly<Record<string, Fact>> | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Address of the page, where the site knows better than the browser. */
  readonly page?: string | undefined;
};

export type InitOptions = {
  /** The id of the web chat's inbox. */
  readonly inbox?: string | undefined;
  /** Another name of `inbox`. */
  readonly app?: string | undefined;
  /** Where Otklik's public address is; by default where this script came from. */
  readonly url?: string | undefined;
  /** By default the page's language, then the browser's. */
  readonly locale?: string | undefined;
  readonly theme?: Theme | undefined;
  /** Of the launcher until the panel has told the inbox's own, e.g. `#c2410c`. */
  readonly colour?: string | undefined;
  /** By default as the inbox is set. */
  readonly position?: 'left' | 'right' | undefined;
  /** `false`: the site has its own button and calls `open`. */
  readonly launcher?: boolean | undefined;
  /** An element of the page, or its selector, in which the panel stands open instead of behind a launcher. It gives the panel its size. */
  readonly embedAt?: string | Element | undefined;
  /** Of the page's policy, for browsers without constructed style sheets (Safari before 16.4). Others need none. */
  readonly nonce?: string | undefined;
};

export type OtklikState = {
  /** How many answers the visitor has not seen. */
  unread: number;
  /** `off`: before `init`, and after `destroy`. */
  state: 'off' | 'closed' | 'opening' | 'open';
};

export type OtklikEvents = {
  /** The panel is there. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** How many answers the visitor has not seen. */
  unread: number;
  /** An answer came. */
  message: undefined;
  /** The visitor's first message in this browser. */
  started: undefined;
  /** A message of the visitor's was stored. */
  sent: undefined;
  /** The site's user is known, and their chat is there. */
  identified: undefined;
  /** The site's word of its user was not believed. */
  identify_error: { readonly code: string };
  online: undefined;
  offline: undefined;
  /**
   * `frame-unreachable`: the chat did not come within ten seconds; the next `open` tries again. `no-inbox`: `init` names none.
   * `no-place`: there is no element `embedAt`.
   */
  error: { readonly code: 'frame-unreachable' | 'no-inbox' | 'no-place' };
};

export type Command = { [Name in keyof Calls]: readonly [Name, ...Parameters<Calls[Name]>] }[keyof Calls];

/** What a site may call, as `window.Otklik`. Before the script has come, `Otklik.push([name, ...arguments])` keeps the calls. */
export type OtklikApi = Calls & { push(...commands: Command[]): void };
