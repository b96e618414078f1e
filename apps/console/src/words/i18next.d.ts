import 'i18next';
import type { Words } from './en.js';

// Makes every key that is not in the catalog a type error.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: Words };
  }
}
