/** One entry of an address header as it was written: decoded and judged by `readAddresses`. */
export type WrittenMailbox = {
  /** Between the angle brackets, or what stands without them; quotes kept, comments gone. Null when nothing looks like one. */
  readonly address: string | null;
  readonly name: string;
};

/**
 * Takes an address header apart (RFC 5322 3.4), obsolete and broken forms included: groups are flattened, comments are
 * names where there is no other, semicolons separate too, and a lost quote or bracket ends where the header does.
 *
 * One walk over the text, so that no nesting of quotes or comments costs more than its length.
 */
export function splitAddressList(text: string): WrittenMailbox[] {
  const entries: Entry[] = [];
  let entry = new Entry();
  let at = 0;
  // What is never closed is looked for once, or a few times.
  const lastQuote = text.lastIndexOf('"') - 1;
  let unclosed = 0;
  const finish = (separator: string): void => {
    entry.separator = separator;
    if (!entry.isEmpty()) entries.push(entry);
    entry = new Entry();
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '"' && at <= lastQuote) at = entry.takeQuoted(text, at);
    else if (char === '(' && unclosed < MAX_UNCLOSED) {
      const next = entry.takeComment(text, at);
      if (next === at + 1) unclosed += 1;
      at = next;
    } else if (char === '=' && text[at + 1] === '?') {
      at = entry.takeWord(text, at);
    } else if (char === '<') {
      if (entry.angle !== null && entry.angle.includes('@')) finish(' ');
      at = entry.takeAngle(text, at);
    } else {
      if (char === ',' || char === ';') finish(char);
      // The name of a group says nothing about its members; `mailto:` is no group.
      else if (char === ':' && entry.angle === null && !entry.raw.includes('@')) entry = new Entry();
      else entry.takePlain(char);
      at += 1;
    }
  }
  finish('');
  return joinNames(entries).map(toWritten);
}

/** What stands between two separators. */
class Entry {
  /** The words, without quotes and comments. */
  phrase = '';
  /** The same with its quotes. */
  raw = '';
  angle: string | null = null;
  comment = '';
  separator = '';

  isEmpty(): boolean {
    return this.raw.trim() === '' && (this.angle === null || this.angle.trim() === '');
  }

  takePlain(char: string): void {
    if (char === '>' || char === '"') return;
    this.phrase += char;
    this.raw += char;
  }

  /** An encoded word (RFC 2047): what stands in it separates nothing. */
  takeWord(text: string, start: number): number {
    const word = ENCODED_WORD.exec(text.slice(start, start + MAX_WORD))?.[0] ?? '=?';
    this.phrase += word;
    this.raw += word;
    return start + word.length;
  }

  takeQuoted(text: string, start: number): number {
    const end = endOfQuoted(text, start);
    // A quote that nothing closes is none.
    if (end === text.length) return start + 1;
    this.phrase += text.slice(start + 1, end).replace(/\\(.)/g, '$1');
    this.raw += text.slice(start, end + 1);
    return end + 1;
  }

  takeComment(text: string, start: number): number {
    const end = endOfComment(text, start);
    if (end === -1) {
      this.takePlain('(');
      return start + 1;
    }
    const comment = text.slice(start + 1, end);
    // Parsers disagree whether what is glued to an address belongs to it.
    if (comment.includes('@') && /[^\s,;<>]$/.test(this.raw)) this.raw += `(${comment})`;
    else this.comment ||= comment;
    return end + 1;
  }

  takeAngle(text: string, start: number): number {
    let from = start + 1;
    while (text[from] === '<') from += 1;
    let end = from;
    while (end < text.length && text[end] !== '>' && text[end] !== '<') {
      if (text[end] === '"') end = Math.min(endOfQuoted(text, end), text.length);
      end += 1;
    }
    // Without its closing bracket it ends where the next mailbox begins.
    const inside = text.slice(from, end);
    const cut = text[end] === '>' ? -1 : inside.search(/[,;]/);
    this.angle = (cut === -1 ? inside : inside.slice(0, cut)).replace(/\([^()@]*\)/g, ' ');
    return cut === -1 ? (text[end] === '<' ? end : end + 1) : from + cut;
  }
}

const ENCODED_WORD = /^=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=/i;
const MAX_WORD = 2_000;

/** The closing quote; the text's end where there is none. */
function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** The bracket that closes a comment and those inside it; -1 where there is none. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + MAX_COMMENT); at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** Longer ones are none, and after some that are never closed there are none at all: so brackets cost little. */
const MAX_COMMENT = 1_000;
const MAX_UNCLOSED = 20;

/** `Petrov, Ivan <ivan@...>` is one person whose name lacks its quotes. */
function joinNames(entries: readonly Entry[]): Entry[] {
  const joined: Entry[] = [];
  for (const entry of entries) {
    const before = joined.at(-1);
    const isNameOnly = before?.separator === ',' && before.angle === null && !before.raw.includes('@') && before.raw.trim() !== '';
    if (before && isNameOnly && entry.angle !== null && entry.phrase.trim() !== '' && !entry.phrase.includes('@')) {
      entry.phrase = `${before.phrase.trim()}, ${entry.phrase.trim()}`;
      joined.pop();
    }
    joined.push(entry);
  }
  return joined;
}

function toWritten(entry: Entry): WrittenMailbox {
  const name = entry.phrase.trim() || entry.comment.trim();
  if (entry.angle !== null && (entry.angle.trim() !== '' || !entry.raw.includes('@'))) return { address: tightened(entry.angle), name };
  if (!entry.raw.includes('@')) return { address: null, name };
  const raw = tightened(entry.raw);
  const address = /(?:"(?:[^"\\]|\\.)*"|[^\s"])+@[^\s"]*/.exec(raw)?.[0] ?? raw;
  const around = raw
    .replace(address, ' ')
    .replace(/["\s]+/g, ' ')
    .trim()
    .replace(/^-\s|\s-$/g, '')
    .trim();
  return { address: address.replace(/^\[(.*)\]$/, '$1'), name: around || entry.comment.trim() };
}

/** White space around dots and the @ (obsolete), a route (obsolete), and `mailto:` are no part of an address. */
function tightened(written: string): string {
  return written
    .trim()
    .replace(/[ \t]{0,20}([.@])[ \t]{0,20}(?=[^\s])/g, '$1')
    .replace(/^(?:smtp|mailto):/i, '')
    .replace(/^@[\w.,@[\]-]{1,200}:/, '');
}
