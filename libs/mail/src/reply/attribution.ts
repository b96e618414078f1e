import { isBlank, type Line, MAX_FORM_LENGTH, skipBlank } from './lines.js';
import { OPENERS, PRONOUNS, PRONOUNS_BEHIND, WROTE } from './words/quote-words.js';
import { keyOf, wordPattern, wordSet } from './word-lists.js';

/** The introduction of a quote: `On 5 Jan 2026 at 10:12, Anna <anna@shop.test> wrote:`. */
export type Attribution = {
  /** The line behind its last. */
  readonly to: number;
  /** Its words on one line. */
  readonly text: string;
  /** Says enough to stand without quote marks below it; one that does not is an introduction only above a quote. */
  readonly sure: boolean;
};

/** Lines that one introduction is broken into by programs that wrap at 72 or 76 characters. */
const MAX_LINES = 5;
/** Words beside the address: a day, a time, a long name and its firm. More is a sentence. */
const MAX_WORDS = 26;

/** The introduction that begins at `at`, or null. */
export function attributionAt(lines: readonly Line[], at: number): Attribution | null {
  const first = lines[at];
  if (first === undefined || first.text === '' || first.text.length > MAX_FORM_LENGTH) return null;
  if (isFollowedInLine(first.text)) return { to: at + 1, text: first.text, sure: true };
  let joined = '';
  for (let next = at; next < lines.length && next < at + MAX_LINES; next += 1) {
    let line = lines[next];
    if (isBlank(line)) {
      // Some write the verb, or the address, behind an empty line.
      next = skipBlank(lines, next);
      line = lines[next];
      if (line === undefined || next > at + MAX_LINES || !isTail(line.text)) return null;
    }
    if (line === undefined) return null;
    if (line.depth === first.depth + 1 && closesAddress(joined, line)) joined += `> ${line.text}`;
    else if (line.depth !== first.depth) return null;
    // Some break within the address.
    else joined += joined === '' || joined.endsWith('@') || line.text.startsWith('@') ? line.text : ` ${line.text}`;
    if (joined.length > MAX_FORM_LENGTH) return null;
    const sure = endsLikeOne(joined) ? sureness(joined) : null;
    if (sure !== null && (/[:：]/.test(joined.slice(-3)) || sure || isAboveQuote(lines, next + 1)))
      return { to: next + 1, text: joined, sure };
    if (/[:：]$/.test(joined) || !mayGoOn(first.text)) return null;
  }
  return null;
}

/** Yahoo on telephones: the quote begins in the same line. `On Mon, Jan 5, 2026 at 10:12, Anna<anna@shop.test> wrote:   Dear Ivan` */
function isFollowedInLine(text: string): boolean {
  const found = /@[^\s@]{1,100}[>)\]]\s?[\p{L}()/ ]{2,40}[:：]\s(?=\S)/u.exec(text);
  if (found === null || !opens(text)) return false;
  const introduction = text.slice(0, found.index + found[0].length).trim();
  return DATE.test(introduction) && verbIn(introduction) === 'wrote' && sureness(introduction) === true;
}

function isAboveQuote(lines: readonly Line[], from: number): boolean {
  return (lines[skipBlank(lines, from)]?.depth ?? 0) > 0;
}

/** Words that stand in a line alone where an introduction was broken: the address, or the verb. */
function isTail(text: string): boolean {
  return text.length < 120 && (/^[<([]?\S+@\S+/.test(text) || (/[:：]$/.test(text) && text.length < 40 && WROTE_PATTERN.test(text)));
}

/** Gmail breaks before the bracket that closes a long address: `> wrote:` is no quote then. */
function closesAddress(joined: string, { text }: Line): boolean {
  return /<\s?[^\s<>]{1,100}@[^\s<>]{1,100}$/.test(joined) && text.length < 40 && /[:：]$/.test(text);
}

/** An introduction over several lines has at least a figure of its date, or its address, in the first. */
function mayGoOn(text: string): boolean {
  return /\p{Nd}|@/u.test(text) || (text.length < 40 && opens(text));
}

function endsLikeOne(text: string): boolean {
  return /[:：]["”»]?$/.test(text) || ENDS_RULED.test(text) || (/[>)\]]$/.test(text) && /@/.test(text));
}

/** Zoho and Android: `---- On Mon, 05 Jan 2026 10:12:00 +0300 Anna <anna@shop.test> wrote ----` */
const ENDS_RULED = /^-{2,}.{1,400}\s-{2,}$/;

/** null: no introduction. */
function sureness(joined: string): boolean | null {
  const isRuled = ENDS_RULED.test(joined);
  const text = joined
    .replace(/^(?:[-–—_*]\s?){2,20}/, '')
    .replace(/(?:\s?[-–—_*]){2,20}$/, '')
    .replace(/[\s:：]{1,10}$/, '');
  const address = ADDRESS.exec(text);
  const rest = address === null ? text : text.replace(ADDRESSES, ' @ ');
  if (rest.split(' ').length > MAX_WORDS) return null;
  const endsInColon = /[:：]["”»]?$/.test(joined);
  const facts: Facts = {
    hasAddress: address !== null,
    hasDate: DATE.test(rest),
    hasTime: TIME.test(rest),
    verb: verbIn(rest),
    opens: opens(text),
    beginsWithDate: DATE_SOON.test(text),
    endsWithAddress: /@\S{1,200}[>)\]]+[\s,]*$/.test(text),
  };
  // The Bat: Monday, January 5, 2026, 10:12:13 AM, you wrote:
  if (facts.verb === 'told') return endsInColon && facts.hasDate && facts.hasTime ? false : null;
  if (!endsInColon && !isRuled) return isBareDateAndAddress(facts) ? false : null;
  return judge(facts, rest);
}

type Facts = {
  readonly hasAddress: boolean;
  readonly hasDate: boolean;
  readonly hasTime: boolean;
  /** `told`: with a pronoun, in a sentence of the author's own. */
  readonly verb: 'wrote' | 'told' | null;
  readonly opens: boolean;
  /** Within the first words: a weekday may stand before it. */
  readonly beginsWithDate: boolean;
  readonly endsWithAddress: boolean;
};

function judge(facts: Facts, rest: string): boolean | null {
  const { hasAddress, hasDate, hasTime, verb } = facts;
  const begins = facts.opens || facts.beginsWithDate;
  if (verb === 'wrote') {
    if (hasAddress && startsAName(rest)) return true;
    if (hasDate && hasTime && (begins || startsAName(rest))) return true;
    if ((hasDate || hasTime) && (begins || startsAName(rest))) return false;
    return startsAName(rest) && rest.split(' ').length <= 9 ? false : null;
  }
  // Gmail in Russian, Mail.ru, Yandex and others have no verb: a day first, an address last.
  if (hasAddress && hasDate && begins && facts.endsWithAddress) return hasTime || facts.beginsWithDate;
  // Mutt and others: * Anna <anna@shop.test> [2026-01-05 10:12]:
  if (hasAddress && hasDate && hasTime && startsAName(rest) && rest.split(' ').length <= 9) return false;
  if (hasDate && hasTime && facts.beginsWithDate && startsAName(rest) && rest.split(' ').length <= 12) return false;
  return null;
}

function isBareDateAndAddress({ hasDate, beginsWithDate, opens: opened, endsWithAddress }: Facts): boolean {
  return hasDate && (beginsWithDate || opened) && endsWithAddress;
}

const ADDRESS = /[^\s<>()[\]"'«»,;:]{1,100}@[^\s<>()[\]"'«»,;:]{1,100}/u;
const ADDRESSES = /[<([]{0,2}(?:mailto:)?[^\s<>()[\]"'«»,;:]{1,100}@[^\s<>()[\]"'«»,;:]{1,100}[>)\]]{0,2}/gu;
/** A year, or three numbers of a day; Chinese, Japanese and Korean name the year. */
const DATE =
  /(?<!\p{Nd})(?:(?:19|20|25)\d\d|١٩\p{Nd}{2}|[٢۱]\p{Nd}{3}|13\d\d|14\d\d)(?!\p{Nd})|\p{Nd}{1,4}[./-]\s?\p{Nd}{1,2}[./-]\s?\p{Nd}{2,4}|\d{1,2}月\s?\d{1,2}日/u;
const TIME = /(?<!\p{Nd})\p{Nd}{1,2}\s?[:.h時时點点시]\s?\p{Nd}{2}(?!\p{Nd})|\p{Nd}{1,2}\s?[ap]\.?m\b/iu;
/** Behind at most a weekday and a month. */
const DATE_SOON = /^[-–—*_\s]{0,5}(?:[\p{L}\p{M}-]{1,14}[.,]{0,2}\s?){0,1}(?:[\p{L}\p{M}]{1,12}[.,]?\s)?\p{Nd}/u;

const WROTE_PATTERN = wordPattern(WROTE);
const BEFORE_VERB = wordSet(PRONOUNS);
const BEHIND_VERB = wordSet(PRONOUNS_BEHIND);
const OPENER_PATTERN = new RegExp(`^(?:${wordPattern(OPENERS).source})`, 'iv');

function opens(text: string): boolean {
  return OPENER_PATTERN.test(text.replace(/^[-–—_*"'\s]{1,20}/, ''));
}

function verbIn(rest: string): 'wrote' | 'told' | null {
  const found = WROTE_PATTERN.exec(rest);
  if (found === null) return null;
  const before = rest.slice(0, found.index).trim().split(' ').at(-1) ?? '';
  const after =
    rest
      .slice(found.index + found[0].length)
      .trim()
      .split(' ')[0] ?? '';
  const isTold = BEFORE_VERB.has(wordOf(before)) || BEHIND_VERB.has(wordOf(after));
  return isTold ? 'told' : 'wrote';
}

function wordOf(text: string): string {
  return keyOf(text.replace(/[,.;]$/, ''));
}

/** A capital, a figure, a quotation mark, an address, or a script without capitals. */
function startsAName(text: string): boolean {
  return /^[-*_"'“„«<([\s]*(?:[\p{Lu}\p{Lt}\p{Lo}\p{Nd}@]|[\p{Ll}.]{1,20}\s@|[\p{Ll}]{1,8}\.?,?\s{1,2}\p{Nd})/u.test(text);
}
