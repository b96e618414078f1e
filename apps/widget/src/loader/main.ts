import type { Command, InitOptions, OtklikApi } from './api.js';
import { Otklik } from './otklik.js';

declare global {
  interface Window {
    Otklik?: OtklikApi | Command[];
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const present = window.Otklik;

// A second copy of the script leaves the first in charge. An element of the page with the id `Otklik` goes by that name, too, and is none.
if (!present || !('init' in present)) {
  const api = new Otklik(loadStage, script?.src);
  window.Otklik = api;
  const { inbox, ...rest } = script?.dataset ?? {};
  if (inbox) api.init({ inbox, ...(rest as Omit<InitOptions, 'inbox'>) });
  if (Array.isArray(present)) {
    api.push(...present);
    // Who kept the array calls it still.
    present.push = api.push as typeof present.push;
  }
}

/** A module inherits the nonce of the script that asks for it. One that failed is not asked for again under the same address. */
function loadStage(url: string | undefined, attempt: number): Promise<typeof import('./stage.js')> {
  return import(/* @vite-ignore */ new URL(`/widget-assets/stage.js?${attempt}`, url).href) as Promise<typeof import('./stage.js')>;
}
