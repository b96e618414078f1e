/**
 * What the loader (on the site's page) and the panel (in the frame) say to each other.
 *
 * The loader opens a MessageChannel and hands one end to the frame by `postMessage` with the frame's exact origin. The site
 * never hears the visitor's token, nor what is written: it learns that something happened, and how much is unread.
 */
export const HELLO = 'otklik:hello';

export type Theme = 'auto' | 'light' | 'dark';

export type Hello = { readonly type: typeof HELLO } & PanelSettings;

export type PanelSettings = {
  /** BCP 47, e.g. `ru` or `en-GB`. */
  readonly locale: string;
  readonly theme: Theme | undefined;
  /** Address of the site's page, without its fragment. */
  readonly page: string;
};

export type ToPanel = { readonly type: 'shown' | 'hidden'; readonly page: string };

export type ToHost =
  | { readonly type: 'ready'; readonly colour: string }
  /** The visitor closed the panel from inside. */
  | { readonly type: 'close' }
  | { readonly type: 'unread'; readonly count: number }
  /** The visitor wrote: from now on the frame is opened in the background of each page, to know of answers. */
  | { readonly type: 'started' }
  | { readonly type: HappenedInPanel };

export type HappenedInPanel = 'message' | 'sent' | 'online' | 'offline';
