import { linkTarget } from './link-target.js';

/** What of a stretch's formatting is needed here: offset and length in UTF-16 units. @see https://core.telegram.org/bots/api#messageentity */
export type ReceivedEntity = { readonly type: string; readonly offset: number; readonly length: number; readonly url?: string | null };

/**
 * A text and its entities as HTML that our sanitizer leaves as it is; null where no entity gives the text a look or a link.
 *
 * Whatever the entities are (nested, overlapping, out of range, through the middle of a character), elements are balanced, links lead
 * to http, https and mailto alone, and the text is the text: line ends are `<br />`, blanks at both ends go. A spoiler is shown, and
 * mentions, hashtags and custom emoji are plain text.
 */
export function entitiesToHtml(text: string, entities: readonly ReceivedEntity[]): string | null {
  const plain = text.toWellFormed().replaceAll('\0', '\ufffd');
  const first = plain.length - plain.trimStart().length;
  const last = plain.trimEnd().length;
  const stretches = entities.slice(0, MOST_ENTITIES).flatMap((entity) => stretchOf(plain.slice(0, last), first, entity));
  if (stretches.length === 0) return null;
  const seams = [...new Set([first, last, ...stretches.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const open: Stretch[] = [];
  let html = '';
  seams.forEach((from, index) => {
    const to = seams[index + 1];
    const wanted = to === undefined ? [] : elementsOver(stretches, from);
    const kept = open.findIndex((stretch, depth) => wanted[depth] !== stretch);
    if (kept >= 0) for (const { rank } of open.splice(kept).reverse()) html += `</${TAGS[rank]}>`;
    for (const stretch of wanted.slice(open.length)) {
      html += opening(stretch);
      open.push(stretch);
    }
    if (to !== undefined) html += escaped(plain.slice(from, to));
  });
  return html;
}

/** Telegram itself gives at most 100. */
const MOST_ENTITIES = 500;

/** From the outermost to the innermost: an element stands inside those before it, and never inside its like. */
const TAGS = ['blockquote', 'pre', 'a', 'b', 'i', 'u', 's', 'code'] as const;
type Rank = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
const RANKS: ReadonlyMap<string, Rank> = new Map([
  ['blockquote', 0],
  ['expandable_blockquote', 0],
  ['pre', 1],
  ['text_link', 2],
  ['url', 2],
  ['email', 2],
  ['bold', 3],
  ['italic', 4],
  ['underline', 5],
  ['strikethrough', 6],
  ['code', 7],
]);

type Stretch = { readonly rank: Rank; readonly from: number; readonly to: number; readonly href: string | null };

/** What of a text an entity covers, from `first` on; nothing where that is none of it, or no element that we have. */
function stretchOf(text: string, first: number, { type, offset, length, url }: ReceivedEntity): readonly Stretch[] {
  const rank = RANKS.get(type);
  if (rank === undefined || !(length > 0)) return [];
  const from = wholeCharacter(text, Math.max(offset, first), -1);
  const end = wholeCharacter(text, Math.min(offset + length, text.length), 1);
  if (!(from < end)) return [];
  // The line end after a block is the block's own: outside it would be an empty line.
  const to = rank <= 1 && text[end] === '\n' ? end + 1 : end;
  const href = rank === 2 ? linkTarget(type, url ?? text.slice(from, end)) : null;
  return rank === 2 && href === null ? [] : [{ rank, from, to, href }];
}

/** No seam goes through a surrogate pair, or through a line end of two characters. */
function wholeCharacter(text: string, at: number, step: -1 | 1): number {
  const isInside = /^(?:[\ud800-\udbff][\udc00-\udfff]|\r\n)$/.test(text.slice(Math.max(at - 1, 0), at + 1));
  return isInside ? at + step : at;
}

/** The elements around a place, outermost first: of each tag the first that was given. */
function elementsOver(stretches: readonly Stretch[], at: number): readonly Stretch[] {
  const over = stretches.filter(({ from, to }) => from <= at && at < to);
  return TAGS.flatMap((_tag, rank) => over.find((stretch) => stretch.rank === rank) ?? []);
}

function opening({ rank, href }: Stretch): string {
  if (href === null) return `<${TAGS[rank]}>`;
  return `<a href="${escaped(href).replaceAll('"', '&quot;')}" rel="noopener noreferrer nofollow" target="_blank">`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\r\n?|\n/g, '<br />');
}
