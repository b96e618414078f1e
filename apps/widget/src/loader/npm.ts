import type { OtklikApi } from './api.js';
import { Otklik } from './otklik.js';

export type { About, Fact, InitOptions, OtklikApi, OtklikEvents, OtklikState, SiteUser, Theme, Where } from './api.js';

/** The same as `window.Otklik` of the script, for sites that are built. Nothing is loaded, and no page is touched, before `init`. */
const widget = new Otklik(() => import('./stage.js'));

/** `url`, Otklik's public address, must be given: there is no script that tells it. */
export const init: (options: Parameters<OtklikApi['init']>[0] & { readonly url: string }) => void = widget.init;
export const identify: OtklikApi['identify'] = widget.identify;
export const logout: OtklikApi['logout'] = widget.logout;
export const update: OtklikApi['update'] = widget.update;
export const open: OtklikApi['open'] = widget.open;
export const close: OtklikApi['close'] = widget.close;
export const toggle: OtklikApi['toggle'] = widget.toggle;
export const show: OtklikApi['show'] = widget.show;
export const hide: OtklikApi['hide'] = widget.hide;
export const setLocale: OtklikApi['setLocale'] = widget.setLocale;
export const setTheme: OtklikApi['setTheme'] = widget.setTheme;
export const track: OtklikApi['track'] = widget.track;
export const on: OtklikApi['on'] = widget.on;
export const get: OtklikApi['get'] = widget.get;
export const debug: OtklikApi['debug'] = widget.debug;
export const destroy: OtklikApi['destroy'] = widget.destroy;
