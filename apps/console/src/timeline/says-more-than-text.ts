/** Tags that carry words and nothing else: the same message is easier to read as text. */
const PLAIN = new Set(['html', 'body', 'div', 'p', 'br', 'span', 'font', 'wbr', 'o:p']);
const TAG = /<([a-z][a-z0-9:]*)( data-tracker)?/giu;

/** Whether a mail's HTML shows something that its text does not: emphasis, lists, tables, pictures, links with words. */
export function saysMoreThanText(html: string): boolean {
  for (const [, tag = '', tracker] of html.matchAll(TAG)) if (tracker === undefined && !PLAIN.has(tag.toLowerCase())) return true;
  return false;
}
