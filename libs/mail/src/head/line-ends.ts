const [LF, CR] = [0x0a, 0x0d];

/**
 * A mail whose lines end with CR alone (old Macs, broken scripts) gets line feeds in their place; any other is returned as it
 * is. So is one whose header only has them: its first lines tell. Lines that end with CR CR LF, as text does that was converted
 * twice, get their CR LF back.
 */
export function withLineFeeds(raw: Buffer): Buffer {
  if (isTwiceReturned(raw)) return withSingleReturns(raw);
  const first = loneReturn(raw);
  if (first === -1 || !FIELD.test(raw.toString('latin1', first + 1, first + 80))) return raw;
  const feed = raw.indexOf(LF);
  // Behind a line feed a lone CR is damage within the text.
  if (feed !== -1 && feed < first) return raw;
  const mended = Buffer.from(raw);
  for (let at = first; at !== -1; at = mended.indexOf(CR, at + 1)) if (mended[at + 1] !== LF) mended[at] = LF;
  return mended;
}

/** The first line ends with CR CR LF, and so does the next: an empty line behind each, otherwise. */
function isTwiceReturned(raw: Buffer): boolean {
  const first = raw.indexOf(LF);
  if (first < 3 || first > 1_000 || raw[first - 1] !== CR || raw[first - 2] !== CR) return false;
  const next = raw.indexOf(LF, first + 1);
  return next > first + 2 && raw[next - 1] === CR && raw[next - 2] === CR;
}

/** Byte by byte: a mail may be large. */
function withSingleReturns(raw: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(raw.length);
  let to = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (byte === CR && raw[at + 1] === CR) continue;
    kept[to] = byte;
    to += 1;
  }
  return kept.subarray(0, to);
}

/** The first CR, where no LF follows it. */
function loneReturn(raw: Buffer): number {
  const at = raw.indexOf(CR);
  return at !== -1 && raw[at + 1] !== LF ? at : -1;
}

/** What follows the first line of a header: a field, a fold, or the empty line. */
const FIELD = /^(?:[!-9;-~]{1,60}[ \t]*:|[ \t]|\r)/;
