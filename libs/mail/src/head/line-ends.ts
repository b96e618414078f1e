const [LF, CR] = [0x0a, 0x0d];

/**
 * A mail whose lines end with CR alone (old Macs, broken scripts) gets line feeds in their place; any other is returned as it
 * is. So is one whose header only has them: its first lines tell.
 */
export function withLineFeeds(raw: Buffer): Buffer {
  const first = loneReturn(raw);
  if (first === -1 || !FIELD.test(raw.toString('latin1', first + 1, first + 80))) return raw;
  const feed = raw.indexOf(LF);
  // Behind a line feed a lone CR is damage within the text.
  if (feed !== -1 && feed < first) return raw;
  const mended = Buffer.from(raw);
  for (let at = first; at !== -1; at = mended.indexOf(CR, at + 1)) if (mended[at + 1] !== LF) mended[at] = LF;
  return mended;
}

/** The first CR, where no LF follows it. */
function loneReturn(raw: Buffer): number {
  const at = raw.indexOf(CR);
  return at !== -1 && raw[at + 1] !== LF ? at : -1;
}

/** What follows the first line of a header: a field, a fold, or the empty line. */
const FIELD = /^(?:[!-9;-~]{1,60}[ \t]*:|[ \t]|\r)/;
