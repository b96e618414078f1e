import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { carryLanguage } from '../api/client.js';
import type { Language } from '../api/shapes.js';
import { storeLanguage } from './language.js';

type Catalog = { readonly [key: string]: unknown };

/** Each catalog is a file of its own: a Russian console does not load the English words, nor those of pages that are not open. */
const CATALOGS = {
  chat: {
    ru: async (): Promise<Catalog> => (await import('./ru-chat.js')).ruChat,
    en: async (): Promise<Catalog> => (await import('./en-chat.js')).enChat,
  },
  desk: {
    ru: async (): Promise<Catalog> => (await import('./ru-desk.js')).ruDesk,
    en: async (): Promise<Catalog> => (await import('./en-desk.js')).enDesk,
  },
  settings: {
    ru: async (): Promise<Catalog> => (await import('./ru-settings.js')).ruSettings,
    en: async (): Promise<Catalog> => (await import('./en-settings.js')).enSettings,
  },
  writing: {
    ru: async (): Promise<Catalog> => (await import('./ru-writing.js')).ruWriting,
    en: async (): Promise<Catalog> => (await import('./en-writing.js')).enWriting,
  },
} as const satisfies Record<string, Record<Language, () => Promise<Catalog>>>;

type Part = keyof typeof CATALOGS;

/** What has been shown needs its words in another language too. */
const needed = new Set<Part>(['desk']);
const fetched = new Set<string>();

export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { words: {} } },
    defaultNS: 'words',
    fallbackLng: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await fetchWords(language);
  tellLanguage(language);
}

/** Code that is fetched when it is needed comes with its words. */
export async function withWords<Module>(part: Part, code: Promise<Module>): Promise<Module> {
  needed.add(part);
  const [module] = await Promise.all([code, fetchWords(i18next.language as Language)]);
  return module;
}

/** Switches every word on the page, and those that the server makes from now on. */
export async function speak(language: Language): Promise<void> {
  if (i18next.language === language) return;
  await fetchWords(language);
  await i18next.changeLanguage(language);
  tellLanguage(language);
}

async function fetchWords(language: Language): Promise<void> {
  await Promise.all(
    [...needed].map(async (part) => {
      const name = `${part}.${language}`;
      if (fetched.has(name)) return;
      i18next.addResourceBundle(language, 'words', await CATALOGS[part][language](), true);
      fetched.add(name);
    }),
  );
}

function tellLanguage(language: Language): void {
  document.documentElement.lang = language;
  carryLanguage(language);
  storeLanguage(language);
}
