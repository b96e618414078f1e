import { ruDesk } from './ru-desk.js';
import { ruSettings } from './ru-settings.js';

export const ru = { ...ruDesk, ...ruSettings };
