/** A size of a file as the console shows it too: 1 kB is 1000 bytes, `812 B`, `10 kB`, `2.4 MB`. */
export function sizeText(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const digits = value < 10 && unit !== 'byte' ? 1 : 0;
  const unitDisplay = unit === 'byte' ? 'narrow' : 'short';
  const text = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }).format(value);
  // English writes `812B` where all else has a space.
  return text.replace(/\d(?=B$)/, '$&\u00a0');
}
