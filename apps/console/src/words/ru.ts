import { ruChat } from './ru-chat.js';
import { ruDesk } from './ru-desk.js';
import { ruSettings } from './ru-settings.js';
import { ruWriting } from './ru-writing.js';

export const ru = { ...ruChat, ...ruDesk, ...ruSettings, ...ruWriting };
