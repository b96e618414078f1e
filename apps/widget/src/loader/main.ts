import type { Command, InitOptions, OtklikApi } from './api.js';
import { Otklik } from './otklik.js';

declare global {
  interface Window {
    Otklik?: OtklikApi | Command[];
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const present = window.Otklik;

// A second copy of the script leaves the first in charge.
if (!present || Array.isArray(present)) {
  const api = new Otklik(script?.src);
  window.Otklik = api;
  const { inbox, ...rest } = script?.dataset ?? {};
  if (inbox) api.init({ inbox, ...(rest as Omit<InitOptions, 'inbox'>) });
  api.push(...(present ?? []));
}
