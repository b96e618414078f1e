import { plainAddress } from '../head/addresses.js';
import type { BouncedRecipient } from '../parsed-mail.js';
import { speaksOfDelay, speaksOfFailure } from './bounce-words.js';
import { deriveStatus, enhancedStatusIn, oneLine, replyCodeIn } from './delivery-code.js';
import { readDeliveryStatus, typedAddress } from './delivery-status.js';
import { foldText } from './fold-text.js';

/** Lines of a report that are read. */
const MAX_LINES = 400;
const MAX_LINE = 600;
const MAX_RECIPIENTS = 100;

export type BounceText = {
  /** The report's own words, without the returned mail. */
  readonly report: string;
  readonly subject: string;
  /** Addresses that the report is sent to and from: they did not fail. In lower case. */
  readonly notFailed: ReadonlySet<string>;
  /** Whom the header names (X-Failed-Recipients). */
  readonly named: readonly string[];
  /** Whom the returned mail was written to. */
  readonly returnedTo: readonly string[];
};

/**
 * Reads a delivery report that is written for people: who was not reached, for good or not yet, and why.
 *
 * Servers name a recipient at the start of a line or behind a label; where none does, in a sentence; where no address is there
 * at all, the returned mail tells whom it was written to. Always at least one recipient; its address is '' when nothing tells it.
 */
export function readBounceText(mail: BounceText): BouncedRecipient[] {
  const fields = FIELDS.test(mail.report) ? readDeliveryStatus(fieldsOf(mail.report)).recipients.filter((one) => one.address !== '') : [];
  if (fields.length > 0) return fields;
  const lines = mail.report.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE).trimEnd());
  const places = placesOf(lines, mail);
  const waits = speaksOfDelay(foldText(`${mail.subject}\n${mail.report.slice(0, 6_000)}`));
  return places.map((place, i) => {
    const near = nearby(lines, place, places[i + 1]?.line ?? null);
    const said = (near.some(hasCode) || places.length > 1 ? near : lines).join('\n');
    // A code of a permanent failure outweighs words of waiting.
    const outcome = waits && !(enhancedStatusIn(said) ?? replyCodeIn(said) ?? '').startsWith('5') ? 'delayed' : 'failed';
    return {
      address: place.address,
      outcome,
      status: statusOf(said, near, outcome),
      reason: reasonOf(near, lines),
    };
  });
}

/** Where a recipient is named; line -1: not in the text. */
type Place = { readonly address: string; readonly line: number };

const FIELDS = /^[ \t]{0,8}(?:final|original)-recipient\s?:/im;

/** A report's fields, set in among the words. */
function fieldsOf(report: string): string {
  const start = report.search(/^[ \t]{0,8}(?:reporting-mta|final-recipient|original-recipient)\s?:/im);
  return report
    .slice(Math.max(start, 0))
    .split('\n')
    .map((line) => (FIELD_LINE.test(line) ? line.trimStart() : line))
    .join('\n');
}

const FIELD_LINE =
  /^[ \t]{1,8}(?:reporting-mta|final-recipient|original-recipient|action|status|remote-mta|diagnostic-code|last-attempt-date|will-retry-until|arrival-date)\s?:/i;

function placesOf(lines: readonly string[], mail: BounceText): Place[] {
  const lineOf = (address: string): number => lines.findIndex((line) => line.toLowerCase().includes(address.toLowerCase()));
  if (mail.named.length > 0) return mail.named.map((address) => ({ address, line: lineOf(address) }));
  const said = lines.map((line) => (NOT_ABOUT_RECIPIENTS.test(line) ? '' : line.replace(BY_WAY_OF, '')));
  const failed = (place: Place): boolean => !mail.notFailed.has(place.address.toLowerCase());
  const named = allBy(namedIn, said);
  for (const places of [named.filter(failed), allBy(spokenOfIn, said).filter(failed)]) {
    if (places.length > 0) return places.slice(0, MAX_RECIPIENTS);
  }
  const returnedTo = mail.returnedTo.filter((address) => !NEVER_FAILED.test(address));
  const only = returnedTo.length === 1 ? returnedTo[0] : undefined;
  if (only !== undefined) return [{ address: only, line: lineOf(only) }];
  // Somebody may have written to the own address.
  return named.length > 0 ? named.slice(0, MAX_RECIPIENTS) : [{ address: '', line: -1 }];
}

/** Every address that is found, once, with the first line that has it. */
function allBy(find: (line: string) => string[], lines: readonly string[]): Place[] {
  const places = lines.flatMap((line, at) => find(line).map((address) => ({ address, line: at })));
  return firstOfEach(places.filter(({ address }) => address !== '' && !NEVER_FAILED.test(address)));
}

function firstOfEach(places: readonly Place[]): Place[] {
  const seen = new Set<string>();
  return places.filter(({ address }) => {
    const key = address.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

const ADDRESS = /[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~-]{1,80}@[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){0,8}/gu;
/** Behind marks, a reply code, or a label. */
const LEADING =
  /^[\s>*•·\-–|'"([{<=]{0,40}(?:(?:[245]\d\d[- ])?(?:[245]\.\d{1,3}\.\d{1,3} )?<?)?(?:(?:smtp|mailto|rfc822|invalid recipients? are)\s?[:;=]\s?<?)?(?=[^\s@<>:;,()]{1,80}@)/iu;
const LABEL =
  /^[\s>*•·\-|(=]{0,40}(?:[\p{L}\p{M}' ./()\d_-]{2,70}[:：=]{1,2}|(?:failed )?(?:recipient|address|user|mailbox|to|(?:could|can)(?:not| not) be delivered to|(?:undeliverable|addressed|not delivered|unable to deliver|failed to deliver|deliver(?:y|ed)?) to|для|кому|адресату?|получател[ьюя]|an|aan|till|til))[\s"'<([*]{0,12}(?:smtp:|rfc822;|mailto:)?[\s"'<]{0,4}(?=[^\s@<>:;,()]{1,80}@)/iu;

/** At the start of a line, and all that follow it separated by commas. */
function namedIn(line: string): string[] {
  const smtp = /(?:\bsmtp[:=;]|o=internet;.{0,80}=)\s?<?([^\s<>;,)]{1,80}@[^\s<>;,:)]{1,200})/i.exec(line)?.[1];
  const start = LEADING.exec(line) ?? LABEL.exec(line);
  if (!start) return smtp === undefined ? [] : [plainAddress(smtp)];
  const addresses = addressesIn(line.slice(start[0].length));
  const isList = /^[^\s@]{1,80}@[^\s@,;]{1,200}[,;]\s/u.test(line.slice(start[0].length));
  return isList ? addresses : addresses.slice(0, 1);
}

/** In a sentence: behind RCPT TO, in angle brackets, or anywhere. */
function spokenOfIn(line: string): string[] {
  const asked = /rcpt to\s?:?\s?<?([^\s<>]{3,300})>?/i.exec(line)?.[1];
  return asked === undefined ? addressesIn(line) : [typedAddress(asked)];
}

function addressesIn(words: string): string[] {
  return Array.from(words.matchAll(ADDRESS), ([address]) => plainAddress(address.replace(/^['*=|{]+|['.!?}]+$/g, '')));
}

/** The sender's side of a dialogue, other headers, and help that is offered. */
const NOT_ABOUT_RECIPIENTS =
  /mail from\s?:|^[\s>*|]{0,20}(?:from|sender|sender address|reply-to|return-path|message[- ]?id|x-[a-z-]+|received|cc|envelope-from|mailfrom|от|отправитель|von|de|absender|expéditeur|差出人|发件人|寄件者)\s?[:：]|^[\s>(|]{0,20}(?:expanded from|generated (?:from|by))|\bcontact\b|\bassistance\b|for (?:help|support|more information)|report (?:this|the) (?:error|problem)|if you (?:believe|think|feel|have)|https?:\/\/\S{0,200}@|обратитесь|bitte wenden|^[\s>|]{0,8}(?:id|esmtp)\b/i;
/** The alias or list that a recipient comes from. */
const BY_WAY_OF = /\((?:expanded|generated|ultimately generated) from:? [^()]{0,400}\)/i;
const NEVER_FAILED = /^(?:post[-_.]?master|mailer[-_.]?daemon|abuse|mail-daemon|mailmaster|hostmaster)(?:[-+._][^@]*)?@/i;

/** What stands with a recipient: the rest of its line, and what follows up to the next recipient, or a few lines. */
function nearby(lines: readonly string[], place: Place, next: number | null): string[] {
  if (place.line === -1) return [...lines];
  const own = (lines[place.line] ?? '').replace(LEADING, '').replace(place.address, '');
  return [own, ...lines.slice(place.line + 1, Math.min(next !== null && next > place.line ? next : lines.length, place.line + 15))];
}

function hasCode(line: string): boolean {
  return enhancedStatusIn(line) !== null || replyCodeIn(line) !== null;
}

/** As the report writes it; else what the words near the recipient mean, before all others. */
function statusOf(said: string, near: readonly string[], outcome: 'failed' | 'delayed'): string | null {
  const written = enhancedStatusIn(said);
  if (written !== null && !written.startsWith('2')) return written;
  return deriveStatus(near.join('\n'), outcome) ?? deriveStatus(said, outcome);
}

/** The lines around the one with a code, or the first that speaks of failure, near the recipient before anywhere. */
function reasonOf(near: readonly string[], lines: readonly string[]): string {
  for (const some of [near, lines]) {
    const at = some.findIndex(hasCode);
    if (at !== -1) return paragraphAt(some, at);
  }
  for (const some of [near, lines]) {
    const at = some.findIndex((line) => speaksOfFailure(foldText(line)));
    if (at !== -1) return paragraphAt(some, at);
  }
  return oneLine(near.find((line) => /\p{L}{3}/u.test(line)) ?? '').replace(/^[\s:;,.>)\]'"-]{1,9}/, '');
}

/** From a line to the end of its paragraph. */
function paragraphAt(lines: readonly string[], at: number): string {
  const end = lines.findIndex((line, i) => i > at && line.trim() === '');
  return oneLine(lines.slice(at, end === -1 ? at + 6 : end).join(' ')).replace(/^[\s:;,.>)\]'"<-]{1,9}/, '');
}
