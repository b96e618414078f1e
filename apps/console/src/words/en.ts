import { enDesk } from './en-desk.js';
import { enSettings } from './en-settings.js';

export const en = { ...enDesk, ...enSettings };

/** The keys that the console may ask for: those of the English catalog. A spec holds the Russian one to the same. */
export type Words = typeof en;
