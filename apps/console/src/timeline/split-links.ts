export type Part = { readonly text: string; readonly href: string | null };

/** More links than a person would write: the rest stays text. */
const MOST_LINKS = 200;
/**
 * Every character is looked at once: no alternation that could go back (`threat:B13`). A mark that turns the writing around ends the
 * address: what is read must be where it leads (`threat:B15`).
 */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u202a-\u202e\u2066-\u2069]+/giu;
/** Punctuation that belongs to the sentence and not to the address; each run of it is looked at once. */
const TAIL = /(?<![.,:;!?…)\]}»"'])[.,:;!?…)\]}»"']+$/u;

/** Cuts a text into what is an address on the web and what is not. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  let links = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimTail(match[0]);
    if (!isWebAddress(address)) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index), href: null });
    parts.push({ text: address, href: address });
    if (++links === MOST_LINKS) return [...parts, { text: text.slice(match.index + address.length), href: null }];
    done = match.index + address.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), href: null });
  return parts;
}

/** `(see https://a.test/b_(c))`: a closing bracket stays where the address has opened one. */
function trimTail(address: string): string {
  const bare = address.replace(TAIL, '');
  return bare.includes('(') && address[bare.length] === ')' ? `${bare})` : bare;
}

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
