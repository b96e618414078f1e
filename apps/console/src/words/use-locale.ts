import { useTranslation } from 'react-i18next';
import { localeOf } from './locale.js';

/** The locale in which dates, numbers and sizes are written. */
export function useLocale(): string {
  const { i18n } = useTranslation();
  return localeOf(i18n.language, navigator.languages);
}
