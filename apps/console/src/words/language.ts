import type { Language } from '../api/shapes.js';

const KEY = 'otklik-language';

/** The language before anybody is signed in: what was chosen here last, then what the browser prefers. */
export function firstLanguage(stored: string | null, preferred: readonly string[]): Language {
  if (stored === 'ru' || stored === 'en') return stored;
  const known = preferred.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'ru' || tag === 'en');
  return known === 'ru' ? 'ru' : 'en';
}

export function storedLanguage(): string | null {
  return localStorage.getItem(KEY);
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
