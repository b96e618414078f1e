import type { Inbox } from '../../../api/shapes.js';
import { isJson, type Json, text } from '../../json.js';

export const BOT_API = 'https://api.telegram.org';

export type Intake = 'polling' | 'webhook';
export type Groups = 'addressed' | 'always' | 'ignore';

/** The fields of a bot. Secrets are never read back: `token` and `proxy` are empty until they are typed. */
export type BotValues = {
  token: string;
  proxy: string;
  /** Forgets the proxy that is saved. */
  noProxy: boolean;
  apiRoot: string;
  intake: Intake;
  localFolder: string;
  groups: Groups;
  channelPosts: boolean;
  /** '' is the product's own. */
  botGreeting: { ru: string; en: string };
};

export function newBot(): BotValues {
  return {
    token: '',
    proxy: '',
    noProxy: false,
    apiRoot: BOT_API,
    intake: 'polling',
    localFolder: '',
    groups: 'addressed',
    channelPosts: false,
    botGreeting: { ru: '', en: '' },
  };
}

export function botValuesOf(stored: Inbox['settings']): BotValues {
  const settings: Json = stored ?? {};
  const greeting: Json = isJson(settings['greeting']) ? settings['greeting'] : {};
  const groups = settings['groups'];
  return {
    ...newBot(),
    apiRoot: text(settings['apiRoot']) || BOT_API,
    intake: settings['intake'] === 'webhook' ? 'webhook' : 'polling',
    localFolder: text(settings['localFolder']),
    groups: groups === 'always' || groups === 'ignore' ? groups : 'addressed',
    channelPosts: settings['channelPosts'] === true,
    botGreeting: { ru: text(greeting['ru']), en: text(greeting['en']) },
  };
}

export function botSettings({ apiRoot, intake, localFolder, groups, channelPosts, botGreeting }: BotValues) {
  const greeting = { ru: botGreeting.ru.trim() || null, en: botGreeting.en.trim() || null };
  return { apiRoot: apiRoot.trim(), intake, localFolder: localFolder.trim() || null, groups, channelPosts, greeting };
}

/** Of a new bot. */
export function botSecrets({ token, proxy }: BotValues) {
  return { token: token.trim(), ...(proxy.trim() === '' ? {} : { proxy: proxy.trim() }) };
}

/** Those that change: what is empty is taken away, what is absent stays. */
export function changedBotSecrets({ token, proxy, noProxy }: BotValues): Record<string, string> {
  return {
    ...(token.trim() === '' ? {} : { token: token.trim() }),
    ...(noProxy ? { proxy: '' } : proxy.trim() === '' ? {} : { proxy: proxy.trim() }),
  };
}

/** Whether a token has the look of one, so that it is worth asking Telegram. */
export function looksLikeToken(token: string): boolean {
  return /^\d{5,18}:[\w-]{20,200}$/.test(token.trim());
}
