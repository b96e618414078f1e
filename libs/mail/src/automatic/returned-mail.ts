import { plainAddress, readAddresses } from '../head/addresses.js';
import { type HeaderBlock, readHeaderBlock, unfold, valuesOf } from '../head/header-block.js';
import { messageIds } from '../head/message-ids.js';
import { tokenInAddress, tokenInMessageId } from '../writing/reply-token.js';

/** What is known of the mail that a report is about. */
export type ReturnedMail = {
  /** With angle brackets. */
  readonly messageId: string | null;
  /** Tokens that we put into its Message-ID and into the address to answer to. */
  readonly replyTokens: readonly string[];
  /** Tokens of mails of ours that it answers. */
  readonly threadTokens: readonly string[];
  /** Plain addresses that servers on its way delivered it to. */
  readonly passed: readonly string[];
  /** Plain addresses it was written to. */
  readonly to: readonly string[];
};

export const NOTHING_RETURNED: ReturnedMail = { messageId: null, replyTokens: [], threadTokens: [], passed: [], to: [] };

/** Reads the head of a returned mail, whole or only its headers (RFC 3462). Linear in its length. */
export function readReturnedMail(content: Buffer): ReturnedMail {
  const block = readHeaderBlock(content);
  const [messageId = null] = messageIds(valuesOf(block, 'message-id'));
  const addresses = ANSWERED_TO.flatMap((name) => readAddresses(valuesOf(block, name))).map((one) => one.address);
  const tokens = [messageId === null ? null : tokenInMessageId(messageId), ...addresses.map(tokenInAddress)];
  return {
    messageId,
    replyTokens: [...new Set(tokens.filter((token) => token !== null))],
    threadTokens: [...new Set(messageIds(valuesOf(block, 'references')).map(tokenInMessageId))].filter((token) => token !== null).reverse(),
    passed: passedOn(block),
    to: readAddresses(valuesOf(block, 'to'))
      .map((one) => one.address)
      .filter((address) => address !== ''),
  };
}

/** Before an alias or a forward it was delivered to whom we wrote to. */
function passedOn(block: HeaderBlock): string[] {
  const named = DELIVERED_TO.flatMap((name) => readAddresses(valuesOf(block, name))).map((one) => one.address);
  const received = valuesOf(block, 'received').flatMap((value) => RECEIVED_FOR.exec(unfold(value).slice(0, 2_000))?.[1] ?? []);
  const addresses = [...named, ...received.map(plainAddress)].map((address) => address.toLowerCase());
  return [...new Set(addresses.filter((address) => address !== ''))].slice(0, MAX_PASSED);
}

const DELIVERED_TO = ['delivered-to', 'x-original-to', 'envelope-to', 'x-forwarded-to', 'x-forwarded-for'];
const RECEIVED_FOR = /\sfor\s{1,9}<([^<>\s]{3,320})>/i;
const MAX_PASSED = 20;

const ANSWERED_TO = ['reply-to', 'from', 'sender', 'return-path', 'x-original-from'];

/** A report that is all text, and the mail that it repeats below. */
export type TornReport = { readonly report: string; readonly returned: ReturnedMail };

/** Characters of a report's own words that are read. */
const MAX_REPORT = 24_000;
/** Lines among which the copy begins. */
const MAX_LINES = 2_000;
/** Characters of a text in which the returned mail is looked for. */
const MAX_SEARCHED = 128 * 1024;

/** Tears the words of a report from the mail that is repeated below them: at its marker, or where a run of header lines begins. */
export function tearReport(text: string): TornReport {
  const lines = text.slice(0, MAX_SEARCHED).split('\n');
  const at = startOfReturned(lines);
  const report = reportAround(lines, at).slice(0, MAX_REPORT);
  if (at === null) return { report, returned: { ...NOTHING_RETURNED, messageId: messageIdIn(text.slice(0, MAX_SEARCHED)) } };
  const copy = copyOf(lines.slice(at));
  const returned = readReturnedMail(Buffer.from(copy));
  return { report, returned: { ...returned, messageId: returned.messageId ?? messageIdIn(copy) ?? messageIdIn(report) } };
}

/**
 * Some name the mail first, by a few of its header fields, and say then what became of it; and some announce a copy, and name
 * only the recipient there.
 */
function reportAround(lines: readonly string[], at: number | null): string {
  const before = lines.slice(0, at ?? lines.length).join('\n');
  if (at === null || before.includes('@')) return before;
  const announced = MARKER.test(lines[at] ?? '');
  if (announced && lines.slice(at, at + 10).some((line) => FIRST_HEADER.test(line))) return before;
  const blank = announced ? at : lines.findIndex((line, i) => i > at && line.trim() === '');
  return [before, ...(blank === -1 ? [] : lines.slice(blank, blank + 60))].join('\n');
}

function startOfReturned(lines: readonly string[]): number | null {
  const last = Math.min(lines.length, MAX_LINES);
  for (let at = 0; at < last; at += 1) {
    const line = lines[at] ?? '';
    if (at > 0 && MARKER.test(line)) return at;
    if (FIRST_HEADER.test(line) && headerNames(lines, at) >= 3) return at;
  }
  return null;
}

/** `--- Below this line is a copy of the message.` and the like. */
const MARKER =
  /^[-=*_ >|]{0,60}(?:below (?:this|the next) line is a copy|-*start of returned message|(?:old|your) message:\s*$|here is your returned mail|your message reads|returned mail follows|this is a copy of (?:the|your) (?:message|headers)|(?:the )?(?:original|returned|unsent|undelivered|rejected|bounced|failed)?[- ]?(?:message|mail)(?:'s)? (?:header(?:s|'s)?)?\s?(?:follows?|below|text follows)|(?:original|returned|undelivered|unsent|rejected) (?:message|mail)(?: headers?)?(?: follows)?(?: ?\(.{0,40}\))?:?[-=*_ ]{0,60}$|message headers? (?:follow|of)|copy of (?:the )?(?:original )?message|start of (?:original|returned|your) message|your (?:original )?message (?:follows|is (?:below|included|attached|reproduced|returned))|included is a copy|header of the original|the header of your message|first \d{1,5} (?:bytes|lines|characters)|исходное (?:сообщение|письмо)(?: .{0,30})?:?$|заголовки исходного|оригинальное (?:сообщение|письмо)|текст (?:исходного )?(?:письма|сообщения)|(?:ursprungliche|ursprüngliche|original) ?(?:nachricht|kopfzeilen)|в(?:и|і)хідне повідомлення|元のメッセージ|原始邮件|邮件原文|original message headers|diagnostic information for administrators \(headers\))/i;

const FIRST_HEADER =
  /^[> |\t]{0,4}(?:return-path|received|from|to|subject|date|message-id|x-[a-z-]{2,40}|mime-version|delivered-to|dkim-signature|domainkey-signature|reply-to|sender|content-type|authentication-results|arc-[a-z-]{3,30})\s?:/i;
const HEADER =
  /^[> |\t]{0,4}(return-path|received|from|to|cc|subject|date|message-id|mime-version|delivered-to|dkim-signature|reply-to|sender|content-type|content-transfer-encoding|references|in-reply-to|x-mailer|user-agent|authentication-results|arc-[a-z-]{3,30})\s?:/i;

/** Kinds of header fields in the lines that follow, up to an empty one; folds may stand between. */
function headerNames(lines: readonly string[], from: number): number {
  const names = new Set<string>();
  for (let at = from; at < from + 12 && at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.replace(/^[> |]{1,4}/, '').trim() === '') break;
    const name = HEADER.exec(line)?.[1];
    if (name !== undefined) names.add(name.toLowerCase());
  }
  return names.size;
}

/** The returned part with its marker and its indent taken away, so that it begins with its head. */
function copyOf(lines: readonly string[]): string {
  const first = lines.findIndex((line) => FIRST_HEADER.test(line));
  const kept = lines.slice(Math.max(first, 0));
  const indent = /^[> |\t]{0,4}/.exec(kept[0] ?? '')?.[0] ?? '';
  const plain = indent === '' ? kept : kept.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return plain.join('\n');
}

/** Wherever a line says it; the mail's own id is in its head, and not in the text. */
function messageIdIn(text: string): string | null {
  const written = /(?:^|\n)[> |\t*]{0,6}(?:original[- ])?(?:internet[- ])?message[- ]?id\s?:\s{0,4}\n?\s{0,4}(<[^<>\s]{3,900}>)/i.exec(
    text,
  )?.[1];
  return written ?? null;
}
