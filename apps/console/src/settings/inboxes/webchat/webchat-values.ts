import type { Inbox } from '../../../api/shapes.js';
import { isJson, type Json, text } from '../../json.js';
import { type FormValues, formSettings, formValuesOf } from './forms/form-values.js';
import { siteOf } from './site-of.js';

/** The console's own accent: a widget that nobody has coloured looks like the product. */
export const FIRST_COLOUR = '#0a7654';

/** '' is the widget's own. */
export type WebchatWords = { title: string; greeting: string; closed: string };

export type AskAddress = 'never' | 'closed' | 'always';

/** The fields of a site's chat. */
export type WebchatValues = {
  origins: string[];
  nullOrigin: boolean;
  colour: string;
  position: 'left' | 'right';
  webchatTexts: { ru: WebchatWords; en: WebchatWords };
  forms: FormValues[];
  askAddress: AskAddress;
  /** `inboxId` '': nobody is answered by mail. */
  awayMail: { inboxId: string; afterMinutes: number | string };
  /** PEM; '' is none. */
  identityPublicKey: string;
};

const USUAL_MINUTES = 10;

export function newWebchat(): WebchatValues {
  return {
    origins: [],
    nullOrigin: false,
    colour: FIRST_COLOUR,
    position: 'right',
    webchatTexts: { ru: wordsOf(undefined), en: wordsOf(undefined) },
    forms: [],
    askAddress: 'closed',
    awayMail: { inboxId: '', afterMinutes: USUAL_MINUTES },
    identityPublicKey: '',
  };
}

export function webchatValuesOf(stored: Inbox['settings']): WebchatValues {
  const settings: Json = stored ?? {};
  const { origins, colour, texts, askAddress, awayMail, forms } = settings;
  const said: Json = isJson(texts) ? texts : {};
  const away: Json = isJson(awayMail) ? awayMail : {};
  return {
    origins: Array.isArray(origins) ? origins.map(text) : [],
    nullOrigin: settings['nullOrigin'] === true,
    colour: text(colour) || FIRST_COLOUR,
    position: settings['position'] === 'left' ? 'left' : 'right',
    webchatTexts: { ru: wordsOf(said['ru']), en: wordsOf(said['en']) },
    forms: Array.isArray(forms) ? forms.filter(isJson).map(formValuesOf) : [],
    askAddress: askAddress === 'never' || askAddress === 'always' ? askAddress : 'closed',
    awayMail: {
      inboxId: text(away['inboxId']),
      afterMinutes: typeof away['afterMinutes'] === 'number' ? away['afterMinutes'] : USUAL_MINUTES,
    },
    identityPublicKey: text(settings['identityPublicKey']),
  };
}

export function webchatSettings(values: WebchatValues) {
  const { origins, nullOrigin, colour, position, webchatTexts, forms, askAddress, awayMail, identityPublicKey } = values;
  return {
    origins: origins.map((typed) => siteOf(typed)?.origin ?? typed.trim()),
    nullOrigin,
    colour,
    position,
    texts: { ru: said(webchatTexts.ru), en: said(webchatTexts.en) },
    forms: formSettings(forms),
    askAddress,
    awayMail: awayMail.inboxId === '' ? null : { inboxId: awayMail.inboxId, afterMinutes: Number(awayMail.afterMinutes) },
    identityPublicKey: identityPublicKey.trim() || null,
  };
}

function wordsOf(words: unknown): WebchatWords {
  const { title, greeting, closed }: Json = isJson(words) ? words : {};
  return { title: text(title), greeting: text(greeting), closed: text(closed) };
}

function said({ title, greeting, closed }: WebchatWords) {
  return { title: title.trim() || null, greeting: greeting.trim() || null, closed: closed.trim() || null };
}
