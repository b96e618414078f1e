import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { carryLanguage } from '../api/client.js';
import type { Language } from '../api/shapes.js';
import { storeLanguage } from './language.js';
import type { Words } from './en.js';

/** Each catalog is a file of its own: a Russian console does not load the English words. */
const CATALOGS: Record<Language, () => Promise<Words>> = {
  ru: async () => (await import('./ru.js')).ru,
  en: async () => (await import('./en.js')).en,
};

export async function startWords(language: Language): Promise<void> {
  const catalog = await CATALOGS[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { words: catalog } },
    defaultNS: 'words',
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  tellLanguage(language);
}

/** Switches every word on the page, and those that the server makes from now on. */
export async function speak(language: Language): Promise<void> {
  if (i18next.language === language) return;
  if (!i18next.hasResourceBundle(language, 'words')) i18next.addResourceBundle(language, 'words', await CATALOGS[language]());
  await i18next.changeLanguage(language);
  tellLanguage(language);
}

function tellLanguage(language: Language): void {
  document.documentElement.lang = language;
  carryLanguage(language);
  storeLanguage(language);
}
