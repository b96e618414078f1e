export type LinkPart = { readonly text: string; readonly href: string | null };

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"'«»]+/gi;

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

/** The full stop after an address ends the sentence, and a bracket that was not opened inside closes one outside. */
function withoutTrailingMarks(address: string): string {
  const trimmed = address.replace(/[.,!?;:…'"*_]+$/, '');
  const closing = /[)\]]$/.exec(trimmed)?.[0];
  if (closing === undefined) return trimmed;
  const opening = closing === ')' ? '(' : '[';
  return trimmed.split(closing).length > trimmed.split(opening).length ? withoutTrailingMarks(trimmed.slice(0, -1)) : trimmed;
}

function webAddress(shown: string): string | null {
  const url = URL.parse(shown.toLowerCase().startsWith('www.') ? `https://${shown}` : shown);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : null;
}
