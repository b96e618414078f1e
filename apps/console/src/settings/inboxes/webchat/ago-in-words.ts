const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `5 seconds ago`, `2 hours ago`; `now` within the same second. */
export function agoInWords(iso: string, now: number, locale: string): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1_000));
  const [unit, size] = UNITS.find((one) => seconds >= one[1]) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: seconds === 0 ? 'auto' : 'always' }).format(-Math.floor(seconds / size), unit);
}
