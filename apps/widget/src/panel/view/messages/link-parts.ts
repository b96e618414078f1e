export type LinkPart = { readonly text: string; readonly href: string | null };

/** A mark that turns the writing around ends an address: what is read must be where it leads (`threat:B15`). */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'«»\u202a-\u202e\u2066-\u2069]+/gi;

/** Cuts a message's text into plain pieces and web addresses; nothing but http and https ever becomes a link. */
export function linkParts(text: string): LinkPart[] {
  const parts: LinkPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = withoutTrailingMarks(match[0]);
    const href = webAddress(shown);
    if (href === null) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), href: null });
    parts.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

const MARKS = `.,!?;:…'"*_`;

/** The full stop after an address ends the sentence, and a bracket that was not opened inside closes one outside. */
function withoutTrailingMarks(address: string): string {
  const unopened = { ')': count(address, ')') - count(address, '('), ']': count(address, ']') - count(address, '[') };
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    const goes = last === ')' || last === ']' ? unopened[last]-- > 0 : MARKS.includes(last);
    if (!goes) break;
  }
  return address.slice(0, end);
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

function webAddress(shown: string): string | null {
  const address = shown.toLowerCase().startsWith('www.') ? `https://${shown}` : shown;
  try {
    // `URL.parse` is missing in browsers of 2024.
    const { protocol, hostname, href } = new URL(address);
    return /^https?:$/.test(protocol) && hostname.includes('.') ? href : null;
  } catch {
    return null;
  }
}
