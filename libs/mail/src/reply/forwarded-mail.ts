import { plainAddress } from '../head/addresses.js';
import type { MailAddress } from '../head/mail-address.js';
import { attributionAt } from './attribution.js';
import { isForwardSubject } from './forward-subject.js';
import { isBlank, type Line, linesOf, skipBlank } from './lines.js';
import { quotedHeaderAt } from './quoted-header.js';
import { isRule, separatorOf } from './separators.js';

/** A mail that somebody handed on inside his own. */
export type ForwardedMail = {
  /** What whoever forwards it wrote above; '' when nothing. */
  readonly comment: string;
  /** Who wrote it; null when the address does not stand there. */
  readonly from: MailAddress | null;
  /** As written; '' when it does not say. */
  readonly to: string;
  readonly subject: string;
  /** As written, in any language and form; null when it does not say. */
  readonly date: string | null;
  readonly text: string;
};

/**
 * Takes a forwarded mail apart, as Gmail, Outlook, Apple Mail, Thunderbird, Yandex, Mail.ru and others write it.
 *
 * Call it when the mail is known to be a forward (`@fwd`, or the author is an agent): the header that Outlook writes above
 * a forwarded mail is the one it writes above an answered one.
 *
 * @param text the whole plain text, with what others call quoted
 * @returns null when no earlier mail with an author begins in it
 */
export function forwardedMail(text: string): ForwardedMail | null {
  const lines = linesOf(text);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || isBlank(line)) continue;
    const separator = separatorOf(line);
    const isRuled = separator === 'forwarded' || separator === 'original' || isRule(line);
    const head = headAt(lines, isRuled ? skipBlank(lines, at + 1) : at, isRuled);
    if (head !== null) return { comment: textOf(lines.slice(0, at)), ...head };
  }
  return null;
}

/**
 * The text without its first line when that is the command `@fwd`; null when it is not.
 *
 * @param command with its `@`
 */
export function stripCommand(text: string, command = '@fwd'): string | null {
  const start = text.search(/\S/);
  const end = text.indexOf('\n', start);
  const first = text.slice(start, end === -1 ? undefined : Math.min(end, start + LONGEST_COMMAND));
  if (start === -1 || first.trim().toLowerCase() !== command) return null;
  return end === -1 ? '' : text.slice(end + 1).replace(/^\s*\n/, '');
}

/** With the spaces behind it. */
const LONGEST_COMMAND = 200;

/** The mail that a mail hands on, where its subject or the command says that it does: the header alone stands above answers too. */
export function forwardedIn(subject: string, text: string): ForwardedMail | null {
  const commanded = stripCommand(text);
  return commanded === null && !isForwardSubject(subject) ? null : forwardedMail(commanded ?? text);
}

function headAt(lines: readonly Line[], at: number, isRuled: boolean): Omit<ForwardedMail, 'comment'> | null {
  const header = quotedHeaderAt(lines, at, isRuled);
  if (header?.fields.from !== undefined) {
    const { from, to = '', subject = '', date = null } = header.fields;
    return { from: addressIn(from), to, subject, date, text: bodyFrom(lines, header.to) };
  }
  // Yandex, and whoever forwards by answering: an introduction stands in the header's place.
  const attribution = attributionAt(lines, at);
  if (attribution === null || (!attribution.sure && !isRuled)) return null;
  const from = addressIn(withoutDate(attribution.text));
  return from === null ? null : { from, to: '', subject: '', date: dateIn(attribution.text), text: bodyFrom(lines, attribution.to) };
}

/** Below the header, without one level of quote marks where all of it has them, and without the closing rule. */
function bodyFrom(lines: readonly Line[], from: number): string {
  const end = lines.findIndex((line, at) => at >= from && separatorOf(line) === 'forwarded-end');
  const body = lines.slice(from, end === -1 ? lines.length : end);
  const isQuoted = body.some((line) => !isBlank(line)) && body.every((line) => line.depth > 0 || isBlank(line));
  return textOf(body, isQuoted);
}

function textOf(lines: readonly Line[], isQuoted = false): string {
  const raws = lines.map(({ raw }) => (isQuoted ? raw.replace(/^\s{0,3}> ?/, '') : raw).trimEnd());
  return raws
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}

/** `Anna <anna@shop.test>`, `"Anna" [mailto:anna@shop.test]`, `anna@shop.test`, `Anna (anna@shop.test)`. */
function addressIn(written: string): MailAddress | null {
  const found = /[^\s<>()[\]"'«»,;:*]{1,100}@[^\s<>()[\]"'«»,;:*]{1,100}/u.exec(written);
  if (found === null) return null;
  const address = plainAddress(found[0]);
  if (address === '') return null;
  const name = written
    .slice(0, found.index)
    .replace(/(?:mailto:|e-mail:)/gi, '')
    .replace(/[<([]\s*$/, '')
    .replace(/^[\s"'«“„*<[(]+|[\s"'»”*,<[(]+$/g, '');
  return { address, name };
}

/** The introduction from the name on: day, time and zone stand before it. */
function withoutDate(text: string): string {
  const address = text.indexOf('@');
  const before = text.slice(0, address);
  const figures = [
    ...before.matchAll(
      /\p{Nd}[\p{Nd}:.,]*(?:\s?(?:[ap]\.?m\.?|GMT|UTC|Uhr|г\.|р\.|ч\.))*(?:\s?\(?[A-Z]{0,4}[+-]\d{2}:?\d{2}\)?)?[,\s]*/giu,
    ),
  ];
  const last = figures.at(-1);
  if (last === undefined) return text;
  return text
    .slice(last.index + last[0].length)
    .replace(/^(?:от|від|von|from|de|schrieb|skrev|schreef|użytkownik|odesílatel|ο χρήστης)\s+/iu, '');
}

function dateIn(text: string): string | null {
  const address = text.indexOf('@');
  const rest = withoutDate(text);
  const date = text
    .slice(0, text.length - rest.length)
    .replace(/\s*(?:от|від|von|schrieb|skrev|schreef)\s*$/iu, '')
    .replace(/[\s,]+$/, '')
    .replace(/^(?:on|am|le|el|il giorno|em|op|w dniu|den|dne)\s+/i, '');
  return address === -1 || date === '' ? null : date;
}
