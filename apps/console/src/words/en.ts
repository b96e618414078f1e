import { enChat } from './en-chat.js';
import { enDesk } from './en-desk.js';
import { enSettings } from './en-settings.js';
import { enWriting } from './en-writing.js';

export const en = { ...enChat, ...enDesk, ...enSettings, ...enWriting };

/** The keys that the console may ask for: those of the English catalog. A spec holds the Russian one to the same. */
export type Words = typeof en;
