import type { About, Fact, Theme } from './loader/api.js';

export type { About, Fact, Theme };

/**
 * What the loader (on the site's page) and the panel (in the frame) say to each other.
 *
 * The loader opens a MessageChannel and hands one end to the frame by `postMessage` with the frame's exact origin. The site
 * never hears the visitor's token, nor what is written: it learns that something happened, and how much is unread.
 */
export const HELLO = 'otklik:hello';

export type Hello = { readonly type: typeof HELLO } & PanelSettings;

export type PanelSettings = {
  /** BCP 47, e.g. `ru` or `en-GB`. */
  readonly locale: string;
  readonly theme: Theme | undefined;
  /** Address of the site's page, without its fragment. */
  readonly page: string;
  /** It stands in an element of the site's: there is nothing to close. */
  readonly isEmbedded: boolean;
};

/** In the order in which the site asked; what was asked before the panel was there comes at once after its `Hello`. */
export type ToPanel =
  | { readonly type: 'shown' | 'hidden'; readonly page: string }
  /** The site's JWT of its user. Null: the site makes one when it is asked (`token-wanted`). */
  | { readonly type: 'identify'; readonly token: string | null }
  /** The answer to `token-wanted`. Null: the site has none. */
  | { readonly type: 'token'; readonly token: string | null }
  | { readonly type: 'logout' }
  | { readonly type: 'locale'; readonly locale: string }
  | { readonly type: 'theme'; readonly theme: Theme }
  | ({ readonly type: 'update' } & About)
  | { readonly type: 'track'; readonly name: string; readonly data: Readonly<Record<string, Fact>> | undefined }
  /** Words for the field, if the visitor has typed none. */
  | { readonly type: 'prefill'; readonly text: string }
  /** `chat`, or the id of a form of the inbox. */
  | { readonly type: 'screen'; readonly screen: string };

export type ToHost =
  | { readonly type: 'ready'; readonly colour: string; readonly position: 'left' | 'right' }
  /** The visitor closed the panel from inside. */
  | { readonly type: 'close' }
  | { readonly type: 'unread'; readonly count: number }
  /** The visitor wrote: from now on the frame is opened in the background of each page, to know of answers. */
  | { readonly type: 'started' }
  /** A fresh JWT is needed: the one that was given has expired, or none was. Answered by `token`. */
  | { readonly type: 'token-wanted' }
  /** The site's user is known; their history is there. */
  | { readonly type: 'identified' }
  | { readonly type: 'identify_error'; readonly code: string }
  /** This browser has forgotten the chat. */
  | { readonly type: 'logged_out' }
  | { readonly type: HappenedInPanel };

export type HappenedInPanel = 'message' | 'sent' | 'online' | 'offline';
