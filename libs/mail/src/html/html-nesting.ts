/** No mail that people wrote is nested deeper; sanitizers and converters need seconds, or the whole stack, for ones that are. */
const MAX_NESTING = 300;

/**
 * Whether HTML is nested so deep that nobody wrote it (`threat:D3`).
 *
 * Elements that people leave open do not count. Linear, and wrong by no more than the tags in comments.
 */
export function isNestedTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, closes, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/gi)) {
    if (OFTEN_LEFT_OPEN.has(name.toLowerCase())) continue;
    depth = closes === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > MAX_NESTING) return true;
  }
  return false;
}

const OFTEN_LEFT_OPEN = new Set(
  'p li td th tr dt dd br hr img col input meta link area base wbr option tbody thead tfoot colgroup source html head body'.split(' '),
);
