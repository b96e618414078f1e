import { unfold } from './header-block.js';

/** An id longer than a line may be (RFC 5322 2.1.1) is nobody's, and no index takes it. */
const MAX_ID_LENGTH = 998;
const MAX_IDS = 100;

/**
 * Reads message ids out of Message-ID, In-Reply-To or References, as they are written in real life: several, with commas
 * or nothing between them, with words and quoted names around, folded in the middle, without their brackets.
 *
 * Empty ids do not exist: one would match every other empty one (`fail:T1`).
 *
 * @returns `<left@right>` in the order they stand in, each once; of more than 100 the first and the last 99
 */
export function messageIds(values: readonly string[]): string[] {
  const found = values.flatMap((value) => idsOf(withoutComments(unfold(value))));
  const unique = [...new Set(found)];
  return unique.length > MAX_IDS ? [...unique.slice(0, 1), ...unique.slice(1 - MAX_IDS)] : unique;
}

/** A comment may hold an id too (RFC 5322 3.2.2); within brackets there are none. */
function withoutComments(value: string): string {
  return value.includes('(') ? value.replace(/(<[^<>]*>)|\([^()]*\)/g, (_, id: string | undefined) => id ?? ' ') : value;
}

function idsOf(value: string): string[] {
  const bracketed = Array.from(value.matchAll(/<([^<>]{1,2000})>/g), ([, id = '']) => id);
  // A comma or a space within brackets comes from folding or a lost bracket, never from an id.
  const ids = bracketed.length > 0 ? bracketed.map((id) => id.replace(/\s+/g, '')) : bareIds(value);
  return ids.filter((id) => id !== '' && id.length <= MAX_ID_LENGTH && PRINTABLE.test(id)).map((id) => `<${id}>`);
}

/** Words with an @ that are no e-mail address of a name in quotes. */
function bareIds(value: string): string[] {
  return value
    .replace(/"[^"]*"/g, ' ')
    .split(/[\s,;<>]+/)
    .filter((word) => word.includes('@'));
}

/** Printable ASCII and beyond: an id is compared, never interpreted. */
const PRINTABLE = /^[^\s\p{Cc}]+$/u;
