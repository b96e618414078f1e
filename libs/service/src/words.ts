import type { Params, Reason } from '@app/domain';
import i18next, { type i18n } from 'i18next';
import { en } from './words/en.js';
import { ru } from './words/ru.js';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Codes to words of one language. A code with a count has a key for each plural form: `code_one`, `code_few`, ... */
export type Catalog = Readonly<Record<string, string>>;

export type Words = {
  readonly language: Language;
  /** The words of a code, filled with its values; the code itself when the catalog does not know it. */
  reason(reason: Reason): string;
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
  const say = ({ code, params, details = [] }: Reason): string =>
    engine.t(code, { ...params, ...contextOf(params), ...(details.length > 0 && { details: details.map(say).join('\n  ') }) });
  return {
    language,
    reason: say,
    knows: (code) => engine.exists(code) || engine.exists(code, { count: 1 }),
  };
}

/** Which words of a code fit best, where it has several: `code_skill` where it is about a skill, `code_customer` by who spoke, else `code`. */
function contextOf(params: Params): { context?: string } {
  if ('skill' in params) return { context: 'skill' };
  return typeof params.said === 'string' ? { context: params.said } : {};
}
