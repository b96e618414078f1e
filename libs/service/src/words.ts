import type { Params, Reason } from '@app/domain';
import i18next, { type i18n } from 'i18next';
import { serverSaid } from './server-said.js';
import type { Catalog } from './words/catalog.js';
import { en } from './words/en.js';
import { ru } from './words/ru.js';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Words = {
  readonly language: Language;
  /** The words of a code, filled with its values, and after them what to do about it; the code itself when the catalog does not know it. */
  reason(reason: Reason): string;
  /** What is so, without what to do about it. */
  cause(reason: Reason): string;
  /**
   * What to do about it, where the catalog has that apart, as `mend-CODE`; else null.
   *
   * @param of `unsaved`: nothing works with it yet, so nothing waits or is tried again (`mend-CODE_unsaved`, where that differs)
   */
  mend(reason: Reason, of?: 'unsaved'): string | null;
  /** Whether the catalog has words for a code. */
  knows(code: string): boolean;
};

/** Words are made at the edge: what is stored and sent is code and params (`model.md` 7). */
export function words(language: Language): Words {
  return CATALOGS[language];
}

/**
 * The language to answer in.
 *
 * @param accepted an Accept-Language header, a BCP 47 tag or a POSIX locale such as `ru_RU.UTF-8`; English when there is no better
 */
export function languageOf(accepted: string | null | undefined): Language {
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const quality = params.map((param) => /^\s*q=([\d.]+)/.exec(param)?.[1]).find((q) => q !== undefined);
      return { language: tag.toLowerCase().split(/[-_.]/)[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((one) => one.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const known = LANGUAGES.find((one) => one === language);
    if (known) return known;
  }
  return 'en';
}

const CATALOGS: Readonly<Record<Language, Words>> = { en: wordsOf('en', en), ru: wordsOf('ru', ru) };

function wordsOf(language: Language, catalog: Catalog): Words {
  const engine: i18n = i18next.createInstance();
  void engine.init({
    lng: language,
    resources: { [language]: { translation: catalog } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  });
  const knows = (code: string): boolean => engine.exists(code) || engine.exists(code, { count: 1 });
  const told = ({ code, params, details = [] }: Reason, context: { context?: string }): string =>
    engine.t(code, {
      ...params,
      ...context,
      serverSaid: serverSaid(params),
      ...(details.length > 0 && { details: details.map(say).join('\n  ') }),
    });
  const cause = (reason: Reason): string => told(reason, contextOf(reason.params));
  // What a value is missing for ends with a space.
  const mend = (reason: Reason, of?: 'unsaved'): string | null => {
    const code = `mend-${reason.code}`;
    return knows(code) ? told({ ...reason, code }, of ? { context: of } : contextOf(reason.params)).trim() : null;
  };
  const say = (reason: Reason): string => [cause(reason), mend(reason) ?? []].flat().join(' ');
  return { language, reason: say, cause, mend, knows };
}

/** Which words of a code fit best, where it has several: `code_skill` where it is about a skill, `code_customer` by who spoke, else `code`. */
function contextOf(params: Params): { context?: string } {
  if ('skill' in params) return { context: 'skill' };
  return typeof params.said === 'string' ? { context: params.said } : {};
}
