import type { Person } from './person.js';

/**
 * Reads a list of recipients as people type or paste it: `a@b.test, Name <c@d.test>; "Last, First" <e@f.test>`, one a line,
 * or addresses with nothing but spaces between them.
 *
 * What is no address is kept as it was typed, so that it can be shown and mended.
 */
export function parsePeople(text: string): Person[] {
  return split(text.replace(INVISIBLE, '')).flatMap(peopleOf);
}

/** Copied along with addresses out of mail programs. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Commas, semicolons and line breaks part recipients, but not within quotes or angle brackets. */
function split(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let within = '';
  for (const sign of text) {
    const ends = /[\r\n]/.test(sign) || (within === '' && /[,;]/.test(sign));
    if (ends) {
      parts.push(part);
      part = '';
      within = '';
      continue;
    }
    part += sign;
    if (within === '' && (sign === '"' || sign === '<')) within = sign === '<' ? '>' : '"';
    else if (sign === within) within = '';
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== '');
}

/** Blanks are taken off afterwards: a pattern that shares them out would try every way to. */
const NAMED = /^(.*)<([^<>]*)>$/s;

function peopleOf(part: string): Person[] {
  const [, name, address] = NAMED.exec(part) ?? [];
  if (address !== undefined) return [{ address: bare(address), name: unquoted((name ?? '').trim()) }];
  const words = part.split(/\s+/);
  if (words.length > 1 && words.every((word) => word.includes('@'))) return words.map((word) => ({ address: bare(word), name: '' }));
  return [{ address: bare(part), name: '' }];
}

function bare(address: string): string {
  return address
    .trim()
    .replace(/^mailto:/i, '')
    .trim();
}

function unquoted(name: string): string {
  return name
    .replace(/^"(.*)"$/s, '$1')
    .replace(/\\(.)/g, '$1')
    .trim();
}
