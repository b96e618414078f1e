import type { Texts } from './texts.js';
import { EN } from './texts-en.js';
import { RU } from './texts-ru.js';

/** Which the panel speaks, and in which an inbox's own words and forms are written. */
export type Language = 'ru' | 'en';

export function textsFor(locale: string): Texts {
  return /^ru([-_]|$)/i.test(locale) ? RU : EN;
}

/** The locale itself where its language is spoken here, else English: words, dates and numbers go together. */
export function spokenLocale(locale: string): string {
  const tag = locale.replaceAll('_', '-');
  return /^(ru|en)(-|$)/i.test(tag) && isKnown(tag) ? tag : 'en';
}

/** A site may say anything of its language. */
function isKnown(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
