/** Tags that carry words and nothing else: the same message is easier to read as text. */
const PLAIN = new Set(['html', 'body', 'div', 'p', 'br', 'span', 'font', 'wbr', 'o:p']);
const TAG = /<([a-z][a-z0-9:]*)/giu;

/** Whether a mail's HTML shows something that its text does not: emphasis, lists, tables, pictures, links with words. */
export function saysMoreThanText(html: string): boolean {
  for (const [, tag = ''] of html.matchAll(TAG)) if (!PLAIN.has(tag.toLowerCase())) return true;
  return false;
}
