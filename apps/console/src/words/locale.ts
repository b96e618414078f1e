/**
 * The locale for dates and numbers: the reader's own region of the language that is spoken (`en-GB` has 24 hours, `en-US`
 * has not), else the language alone.
 *
 * @param preferred as the browser lists them
 */
export function localeOf(language: string, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.startsWith(`${language}-`)) ?? language;
}
