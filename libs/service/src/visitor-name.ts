import { LANGUAGES, languageOf, words } from './words.js';

/** Until it is known who a visitor is: a name in their language that tells them apart. */
export function visitorName(visitorId: string, locale: string | null): string {
  return words(languageOf(locale)).reason({ code: 'visitor-name', params: { id: visitorId.slice(-4).toUpperCase() } });
}

/** First in their language, then in all: by them it is known that nobody has named the visitor yet. */
export function visitorNames(visitorId: string, locale: string | null): readonly [string, ...string[]] {
  return [visitorName(visitorId, locale), ...LANGUAGES.map((language) => visitorName(visitorId, language))];
}
