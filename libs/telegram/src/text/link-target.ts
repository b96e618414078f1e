/** Longer than the longest links that people send. */
const MOST_UNITS = 2_048;
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/**
 * Where an entity's link may lead: the web, or an address to write to (`threat:B12`). Links into Telegram itself (`tg:`) open nothing
 * in a console.
 *
 * @param type of the entity: `text_link`, `url` or `email`
 * @param words the address, or what is taken for one
 * @returns null where it leads nowhere
 */
export function linkTarget(type: string, words: string): string | null {
  const address = completed(type, words.trim()).replaceAll(' ', '%20');
  // The same that our sanitizer lets pass.
  if (address.length > MOST_UNITS || /[\0-\x20"<>\\\p{Cc}]/u.test(address)) return null;
  const url = URL.parse(address);
  return url !== null && SCHEMES.has(url.protocol) ? address : null;
}

/** `url` and `email` are as people write them: `example.test`, `anna@example.test`. */
function completed(type: string, words: string): string {
  if (type === 'email') return `mailto:${words}`;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(words) || /^(mailto|tel|tg):/i.test(words) ? words : `https://${words}`;
}
