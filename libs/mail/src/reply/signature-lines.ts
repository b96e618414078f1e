import type { Line } from './lines.js';
import { keyOf, wordPattern, wordSet } from './word-lists.js';
import { CLOSINGS, DEVICES, NOTICES, POSTSCRIPTS, SENT_FROM, SENT_FROM_ENDS, THANKS, WISHES } from './words/signature-words.js';

/** How a line closes a letter; null when it does not. */
export type Closing =
  /** `Best regards,` and `Best regards, Anna`. */
  | 'leave'
  /** `Thanks!`: a closing above a name, otherwise something said. */
  | 'thanks'
  /** `Thanks, Anna` */
  | 'thanks-and-name';

/** Characters of a closing with a name behind it. */
const MAX_CLOSING = 90;

export function isClosing({ text }: Line): Closing | null {
  if (text.length > MAX_CLOSING || text.length < 2) return null;
  const words = keyOf(text).replace(ENDING, '');
  if (LEAVES.has(words)) return 'leave';
  if (THANKED.has(words)) return 'thanks';
  // In two languages: `Mit freundlichen Grüßen / Best regards`
  if (/[/|]/.test(words) && words.split(/\s*[/|]\s*/).every((one) => LEAVES.has(one.replace(ENDING, '')))) return 'leave';
  for (const [, before = '', after = ''] of splitsOf(text)) {
    const said = keyOf(before).replace(ENDING, '');
    if (LEAVES.has(said) && said.length > 3 && (isName(after) || (isMarked(before, text) && isNameOrTitle(after)))) return 'leave';
    if (THANKED.has(said) && isClosing({ text: after, raw: after, depth: 0, mark: null }) === 'leave') return 'leave';
    if (THANKED.has(said) && isName(after) && !/[!！]$/.test(text)) return 'thanks-and-name';
  }
  return null;
}

/** Marks behind a closing; faces and flowers too. One class: a star is an emoji's part as well, and must not be read in two ways. */
const ENDING = /[\s,.!;:~)(*_\-–—，。！、\p{Extended_Pictographic}\p{Emoji_Component}]{1,20}$/u;
const LEAVES = wordSet(CLOSINGS);
const THANKED = wordSet([...THANKS, ...WISHES]);

/** Whether a comma or its like stands behind these first words. */
function isMarked(before: string, text: string): boolean {
  return /^\s?[,!.;–—-]/.test(text.slice(before.length));
}

/** At each comma, and other marks that part a closing from a name. */
function splitsOf(text: string): string[][] {
  const splits: string[][] = [];
  for (const { index } of text.matchAll(/[,!.;–—-]\s*|\s/gu)) {
    const after = text.slice(index).replace(/^[\s,!.;–—-]+/, '');
    const before = text.slice(0, index);
    if (after !== '' && (isMarked(before, text) || LEAVES.has(keyOf(text.slice(0, index)))))
      splits.push([text, text.slice(0, index), after]);
  }
  return splits;
}

/** Whether a line below thanks signs them. */
export function saysName(line: Line | undefined): boolean {
  if (line === undefined) return false;
  return isName(line.text.replace(/^[-–—~]\s?/, ''));
}

/** One to three words with capitals, or few characters of a script without them. */
function isName(text: string): boolean {
  return (
    /^\p{Lu}[\p{L}\p{M}'’.-]{0,24}(?:\s(?:\p{Lu}[\p{L}\p{M}'’.-]{0,24}|von|van|de|der|den|da|di|el|al|bin)){0,3}[.,]?$/u.test(text) ||
    /^[\p{Lo}\s・·]{2,12}$/u.test(text)
  );
}

/** A name with what stands beside it: a firm, a function. */
function isNameOrTitle(text: string): boolean {
  return text.split(' ').length <= 6 && !/[?!？！]$/.test(text) && (/^["«“]?[\p{Lu}\p{Lo}]/u.test(text) || text.split(' ').length <= 3);
}

/** `P.S. ...` */
export function isPostscript({ text }: Line): boolean {
  const word = /^([\p{L}.]{1,15}(?: scriptum)?)\s?[:.\-–—]?\s/u.exec(`${text} `)?.[1];
  return word !== undefined && /^[\p{Lu}\p{L}]/u.test(word) && POSTSCRIPT_SET.has(keyOf(word).replace(/\.$/, ''));
}

const POSTSCRIPT_SET = wordSet(POSTSCRIPTS.map((one) => one.replace(/[.:]$/, '')));

/** A line that the mail program, the telephone or the virus scanner wrote: `Sent from my iPhone`, `Get Outlook for iOS`. */
export function isProgramLine({ text, raw }: Line): boolean {
  if (text === '' || raw.length > 300) return false;
  const plain = keyOf(text.replace(/<[^<>]{0,300}>|\(https?:[^()\s]{1,200}\)|\[https?:[^[\]\s]{1,200}\]/g, ' '))
    .replace(/^[\s*_[(<"'–—|-]{1,10}/, '')
    .replace(/[\s*_\])>"'.!–—|-]{1,10}$/, '')
    .replace(/\s+/g, ' ');
  if (plain === '' || plain.length > 140) return false;
  const begins = BEGINS.find((one) => plain.startsWith(one));
  if (begins !== undefined) {
    const rest = plain.slice(begins.length, begins.length + 60);
    if (DEVICE.test(rest) || DEVICE.test(begins)) return namesDeviceEarly(rest) || DEVICE.test(begins);
    return /^(?:sent from (?:my|a|an))/.test(begins) && rest.trim().split(' ').length <= 5 && !/[,;:]/.test(rest);
  }
  return ENDS.some((one) => plain.endsWith(one)) && DEVICE.test(plain) && plain.split(' ').length <= 14;
}

/** `Sent from my desk, it is easier than the phone` names a device too, but late. */
function namesDeviceEarly(rest: string): boolean {
  const found = DEVICE.exec(rest);
  if (found === null) return false;
  const before = rest.slice(0, found.index);
  return (
    before.trim().split(' ').length <= 5 &&
    !/[,;:]\s/.test(before.replace(/^[^,]{0,14},/, (start) => (/verizon|bell|at&t/.test(start) ? '' : start)))
  );
}

const BEGINS = SENT_FROM.map(keyOf).toSorted((a, b) => b.length - a.length);
const ENDS = SENT_FROM_ENDS.map(keyOf);
const DEVICE = wordPattern(DEVICES);

/** Whether a paragraph is a legal notice, a scanner's or a list's footer. */
export function isNotice(paragraph: readonly string[]): boolean {
  const text = keyOf(paragraph.join(' ')).slice(0, 1_500);
  return NOTICE_KEYS.some((one) => {
    const at = text.indexOf(one);
    return at !== -1 && (at < 40 || text.length > 120);
  });
}

const NOTICE_KEYS = NOTICES.map(keyOf);
