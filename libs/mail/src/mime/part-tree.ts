import { firstValueOf, type HeaderBlock } from '../head/header-block.js';
import { guessBoundary } from './guess-boundary.js';
import { readStructured, type Structured } from './parameters.js';
import { readPartHeader } from './part-header.js';
import { decodeBody, readTransferEncoding } from './transfer-encoding.js';

/** A part of a mail: a multipart has children, a leaf has a body as it was transported. */
export type Part = {
  readonly header: HeaderBlock;
  /** `type/subtype`, lower case. */
  readonly type: string;
  readonly contentType: Structured;
  readonly children: readonly Part[];
  readonly body: Buffer;
};

export type PartTree = {
  readonly root: Part;
  readonly boundaryWasMissing: boolean;
  /** More than 5,000 parts, or nested deeper than 100: the others are only in the original. */
  readonly cut: boolean;
};

/** Parts of a mail that are looked at (`threat:D4`). */
const MAX_PARTS = 5_000;
/** Multiparts within multiparts; what is deeper is a file. */
const MAX_DEPTH = 100;
/** A multipart whose parts cannot be found is looked at again, in other ways. */
const MAX_REPAIRS = 20;
/** RFC 2046 allows 70; some programs write more. */
const MAX_BOUNDARY = 250;

/**
 * Takes a mail apart at the delimiters of its multiparts (RFC 2046 5.1), in one walk over its bytes.
 *
 * A line ends a part when it is the delimiter of any multipart that is open, the innermost first: a lost closing delimiter
 * costs nothing, and delimiters that begin alike are not mistaken for one another. Parts behind a closing delimiter count.
 */
export function readPartTree(raw: Buffer, block: HeaderBlock): PartTree {
  const repair = { missing: false, cut: false, left: MAX_REPAIRS, parts: MAX_PARTS };
  const root = open(block, TEXT_PLAIN);
  split(raw, block.bodyStart, root, repair);
  return { root, boundaryWasMissing: repair.missing, cut: repair.cut };
}

type Repair = { missing: boolean; cut: boolean; left: number; parts: number };
type Open = { -readonly [key in keyof Part]: Part[key] } & {
  children: Open[];
  boundary: string | null;
  sawDelimiter: boolean;
  from: number;
};
type Level = { readonly part: Open; readonly boundary: string; closed: boolean };

const TEXT_PLAIN = 'text/plain';
const EMPTY = Buffer.alloc(0);
const [LF, CR, DASH] = [0x0a, 0x0d, 0x2d];

function open(header: HeaderBlock, byDefault: string): Open {
  const contentType = readStructured(firstValueOf(header, 'content-type') ?? '', (bytes) => bytes.toString('latin1'));
  const type = TYPE.test(contentType.value) ? contentType.value : byDefault;
  const boundary = type.startsWith('multipart/') ? (contentType.parameters.get('boundary') ?? '').trimEnd().slice(0, MAX_BOUNDARY) : null;
  return { header, type, contentType, children: [], body: EMPTY, boundary, sawDelimiter: false, from: 0 };
}

const TYPE = /^[a-z0-9!#$&.+^_-]{1,100}\/[a-z0-9!#$&.+^_-]{1,100}$/;

/** Fills a part from its body's first byte on, and all parts within it. */
function split(raw: Buffer, from: number, root: Open, repair: Repair): void {
  root.from = from;
  const levels: Level[] = [];
  const enter = (part: Open): void => {
    if (part.boundary === null || part.boundary === '') return;
    if (levels.length < MAX_DEPTH) levels.push({ part, boundary: part.boundary, closed: false });
    else {
      part.type = 'application/octet-stream';
      repair.cut = true;
    }
  };
  const multiparts: Open[] = [root];
  enter(root);
  let leaf: Open | null = root;
  for (let at = nextDash(raw, from, true); at !== -1 && levels.length > 0; ) {
    const found = delimiterAt(raw, at, levels);
    if (found === null) {
      at = nextDash(raw, at + 2, false);
      continue;
    }
    if (leaf) leaf.body = raw.subarray(leaf.from, Math.max(leaf.from, lineEndBefore(raw, at)));
    leaf = null;
    levels.length = found.depth + 1;
    const { part } = found.level;
    part.sawDelimiter = true;
    found.level.closed = found.closes;
    if (!found.closes) {
      if (repair.parts === 0) {
        repair.cut = true;
        break;
      }
      repair.parts -= 1;
      const header = readPartHeader(raw, found.end, (line) => delimiterAt(raw, line, levels) !== null);
      const child = open(header, part.type === 'multipart/digest' ? 'message/rfc822' : TEXT_PLAIN);
      child.from = header.bodyStart;
      part.children.push(child);
      if (child.boundary !== null) multiparts.push(child);
      enter(child);
      leaf = child;
      at = nextDash(raw, header.bodyStart, true);
    } else at = nextDash(raw, found.end, true);
  }
  if (leaf) leaf.body = raw.subarray(leaf.from);
  for (const part of multiparts)
    if (part.boundary !== null && !part.sawDelimiter && part.type !== 'application/octet-stream') mend(part, repair);
}

/** The next line that begins with two dashes. @param here whether a line begins at `from` itself */
function nextDash(raw: Buffer, from: number, here: boolean): number {
  if (here && raw[from] === DASH && raw[from + 1] === DASH) return from;
  const found = raw.indexOf('\n--', Math.max(0, from - 1), 'latin1');
  return found === -1 ? -1 : found + 1;
}

type Delimiter = { readonly level: Level; readonly depth: number; readonly closes: boolean; readonly end: number };

/** The delimiter that a line is: of the innermost open multipart that has it, then of one that was closed already. */
function delimiterAt(raw: Buffer, at: number, levels: readonly Level[]): Delimiter | null {
  if (raw[at + 1] !== DASH || !levels.some(({ boundary }) => boundary.charCodeAt(0) === raw[at + 2])) return null;
  const lineEnd = raw.indexOf(LF, at);
  const end = lineEnd === -1 ? raw.length : lineEnd + 1;
  if (end - at > MAX_BOUNDARY + 200) return null;
  const written = raw.toString('latin1', at + 2, end).trimEnd();
  for (const wanted of [false, true]) {
    for (let depth = levels.length - 1; depth >= 0; depth -= 1) {
      const level = levels[depth];
      if (level === undefined || level.closed !== wanted) continue;
      if (written === level.boundary) return { level, depth, closes: false, end };
      if (written === `${level.boundary}--`) return { level, depth, closes: true, end };
    }
  }
  return null;
}

/** The line end before a delimiter belongs to it. */
function lineEndBefore(raw: Buffer, at: number): number {
  if (raw[at - 1] !== LF) return at;
  return raw[at - 2] === CR ? at - 2 : at - 1;
}

/**
 * A multipart without any delimiter: it was encoded as a whole, or its boundary is another one than it says, or it was lost.
 * Where no delimiter is found either, its body is text (`fail:P21`).
 */
function mend(part: Open, repair: Repair): void {
  const { boundary, body } = part;
  repair.missing = true;
  const encoding = readTransferEncoding(firstValueOf(part.header, 'content-transfer-encoding'));
  const decoded = encoding === 'none' ? body : decodeBody(body, encoding);
  const meant = boundary && decoded.includes(`--${boundary}`) ? boundary : guessBoundary(decoded);
  if (meant === null || repair.left === 0) {
    part.type = TEXT_PLAIN;
    part.boundary = null;
    return;
  }
  repair.left -= 1;
  part.boundary = meant;
  split(decoded, 0, part, repair);
}
