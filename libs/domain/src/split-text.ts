/**
 * A stretch of formatting: offset and length in UTF-16 units.
 *
 * @see https://core.telegram.org/bots/api#messageentity
 */
export type TextEntity = {
  readonly type: 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler' | 'code' | 'pre' | 'text_link' | 'blockquote';
  readonly offset: number;
  readonly length: number;
  /** Of `text_link`. */
  readonly url?: string;
  /** Of `pre`. */
  readonly language?: string;
};

/** A part of a text, with its formatting counted from its own beginning. */
export type Stretch = { readonly text: string; readonly entities: readonly TextEntity[] };

/**
 * Most stretches of formatting in one message: Telegram shows the text of those beyond, without their looks. The documentation does not
 * say so.
 *
 * @see https://github.com/rubenlagus/TelegramBots/issues/854
 * @see https://github.com/tdlib/telegram-bot-api/issues/820
 */
const MOST_ENTITIES = 100;
/**
 * Most UTF-16 units of links' addresses in one message: Telegram refuses (`ENTITIES_TOO_LONG`) at about 9,500 in all.
 *
 * @see https://github.com/tdlib/telegram-bot-api/issues/165
 */
const MOST_ADDRESSES = 6_000;

/**
 * Splits a text at most `limit` UTF-16 units long.
 *
 * Between paragraphs, else between lines, else between words; a word that is longer is cut between two characters as people see them.
 * Never inside formatting, unless that alone is longer than a part: then it is cut in two. White space at the seams is dropped. A part has
 * no more formatting than a message may have: what has more is cut earlier, so that none is lost.
 */
export function splitText(text: string, limit: number, entities: readonly TextEntity[] = []): readonly Stretch[] {
  const inOrder = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const end = text.trimEnd().length;
  const stretches: Stretch[] = [];
  let start = afterSpace(text, 0);
  while (start < end) {
    const left = rebased(inOrder, start, end);
    const most = Math.min(limit, firstTooMany(left) ?? limit);
    const whole = left.filter(({ length }) => length <= most);
    const seam = end - start <= most ? end : start + seamOf(text.slice(start, end), most, whole);
    const stretch = stretchOf(text, inOrder, start, seam);
    // A line's end with a mark on it may stand alone between two seams: no message is made of that.
    if (stretch.text !== '') stretches.push(stretch);
    start = afterSpace(text, seam);
  }
  return stretches;
}

function stretchOf(text: string, entities: readonly TextEntity[], start: number, seam: number): Stretch {
  const part = text.slice(start, seam).trimEnd();
  // More than that on one character are no looks that anybody gave it.
  return { text: part, entities: rebased(entities, start, start + part.length).slice(0, MOST_ENTITIES) };
}

/** Where the formatting begins, of a text's, that is too much for one message; null: none is, or all begins at once. */
function firstTooMany(inOrder: readonly TextEntity[]): number | null {
  let addresses = 0;
  const first = inOrder.find(({ url = '' }, at) => at >= MOST_ENTITIES || (addresses += url.length) > MOST_ADDRESSES);
  return first === undefined || first.offset === 0 ? null : first.offset;
}

/** What of the formatting lies between two places, counted from the first. */
function rebased(entities: readonly TextEntity[], start: number, end: number): readonly TextEntity[] {
  return entities.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    return to > from ? [{ ...entity, offset: from - start, length: to - from }] : [];
  });
}

/** @returns where a text that is longer than the limit is cut: 1 to `limit` */
function seamOf(text: string, limit: number, whole: readonly TextEntity[]): number {
  const around = (at: number): TextEntity | undefined => whole.find(({ offset, length }) => offset < at && at < offset + length);
  return (
    lastSpace(text, limit, limit / 2, PARAGRAPH, (at) => !around(at)) ??
    lastSpace(text, limit, limit / 2, LINE, (at) => !around(at)) ??
    lastSpace(text, limit, 0, WORD, (at) => !around(at)) ??
    lastCharacter(text, limit, around) ??
    // Formatting that overlaps, which Telegram does not know: cut as if there were none.
    lastCharacter(text, limit, () => undefined) ??
    // One character, as people see it, of thousands of marks.
    (isHighSurrogate(text.charCodeAt(limit - 1)) ? Math.max(limit - 1, 1) : limit)
  );
}

/** White space that ends a paragraph, a line, a word; a space with a mark on it is a character. */
const PARAGRAPH = /^\r?\n[^\S\n]*\r?\n/u;
const LINE = /^[\r\n\u2028\u2029]/u;
const WORD = /^[ \t\r\n\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000](?![\p{M}\u200d])/u;
const LONGEST_SPACE = 64;

function lastSpace(text: string, from: number, above: number, space: RegExp, isFree: (at: number) => boolean): number | null {
  for (let at = from; at > above; at -= 1) {
    if (space.test(text.slice(at, at + LONGEST_SPACE)) && isFree(at)) return at;
  }
  return null;
}

const CHARACTERS = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** So much after the limit is looked at, to know whether a character goes on there. */
const LOOK_AHEAD = 64;

/** @returns the last place between two characters that lies in no formatting; null: none */
function lastCharacter(text: string, limit: number, around: (at: number) => TextEntity | undefined): number | null {
  const characters = CHARACTERS.segment(text.slice(0, limit + LOOK_AHEAD));
  let at = limit;
  while (at > 0) {
    const begins = characters.containing(at)?.index ?? at;
    const entity = around(begins);
    if (!entity && begins > 0) return begins;
    at = entity ? entity.offset : begins;
    if (!entity && begins === 0) return null;
  }
  return null;
}

/** The first place from here on that is no white space. */
function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /^\s(?![\p{M}\u200d])/u.test(text.slice(at, at + 3))) at += 1;
  return at;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
