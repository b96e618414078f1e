import type { InitOptions, OtklikEvents } from './api.js';
import type { Dom } from './dom.js';

/** One `init`: what the launcher's script hands to the stage, which comes when the chat is wanted. */
export type Site = {
  readonly inbox: string;
  /** Otklik's public address. */
  readonly url: string | undefined;
  readonly dom: Dom;
  /** As the site has changed them since. */
  options: InitOptions;
  note(what: string): void;
  emit<E extends keyof OtklikEvents>(event: E, detail?: OtklikEvents[E]): void;
  /** The chat could not be reached, and says so if somebody waited for it. */
  giveUp(wasAsked: boolean): void;
};

export function localeOf({ locale }: InitOptions): string {
  return `${locale || document.documentElement.lang || navigator.language}`;
}
