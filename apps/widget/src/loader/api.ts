import type { Theme } from '../protocol.js';

type Calls = {
  /** Puts the launcher on the page. A second call with the same inbox changes nothing. */
  init(options: InitOptions): void;
  open(): void;
  close(): void;
  toggle(): void;
  /** Shows the launcher again after `hide`. */
  show(): void;
  /** Takes the launcher off the page, and closes the panel. */
  hide(): void;
  /** @returns a function that ends the subscription */
  on<E extends keyof OtklikEvents>(event: E, listener: (detail: OtklikEvents[E]) => void): () => void;
  /** Removes everything the widget put on the page. `init` may be called again. */
  destroy(): void;
};

export type InitOptions = {
  /** The id of the web chat's inbox. */
  readonly inbox: string;
  /** Where Otklik's public address is; by default where this script came from. */
  readonly url?: string | undefined;
  /** By default the page's language, then the browser's. */
  readonly locale?: string | undefined;
  readonly theme?: Theme | undefined;
  /** Of the launcher until the panel has told the inbox's own, e.g. `#c2410c`. */
  readonly colour?: string | undefined;
  readonly position?: 'left' | 'right' | undefined;
  /** `false`: the site has its own button and calls `open`. */
  readonly launcher?: boolean | undefined;
};

export type OtklikEvents = {
  ready: undefined;
  open: undefined;
  close: undefined;
  /** How many answers the visitor has not seen. */
  unread: number;
  /** An answer came. */
  message: undefined;
  /** The visitor's first message. */
  started: undefined;
  /** A message of the visitor's was stored. */
  sent: undefined;
  online: undefined;
  offline: undefined;
  /** `frame-unreachable`: the chat could not be opened; the next `open` tries again. */
  error: { readonly code: 'frame-unreachable' | 'no-inbox' };
};

export type Command = { [Name in keyof Calls]: readonly [Name, ...Parameters<Calls[Name]>] }[keyof Calls];

/** What a site may call, as `window.Otklik`. Before the script has come, `Otklik.push([name, ...arguments])` keeps the calls. */
export type OtklikApi = Calls & { push(...commands: Command[]): void };
