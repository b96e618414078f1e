import { firstValueOf, type HeaderBlock, unfold } from '../head/header-block.js';
import { decodeHeader } from '../head/header-text.js';
import { foldText } from './fold-text.js';
import type { MailAddress } from '../head/mail-address.js';

/**
 * Is the author the mail system itself?
 *
 * Only the address says so, never the name: anybody may be called Postmaster. Old systems write no domain behind it.
 */
export function isMailSystem(block: HeaderBlock, from: MailAddress | null): boolean {
  return MAIL_SYSTEM.test(localPart(block, from));
}

/**
 * Does the author write from an office of the mail system?
 *
 * A postmaster is a person on other days: without the words of a report this says nothing.
 */
export function isMailOffice(block: HeaderBlock, from: MailAddress | null): boolean {
  return isMailSystem(block, from) || MAIL_OFFICE.test(localPart(block, from));
}

/** Is the author nobody in particular, or called like a mail system? Some of them write so, and so do shops and couriers. */
export function isNobody(block: HeaderBlock, from: MailAddress | null): boolean {
  if (firstValueOf(block, 'from') === null || NOBODY.test(localPart(block, from))) return true;
  return SYSTEM_NAME.test(foldText((from?.name ?? '').slice(0, 300)));
}

/** Reports have no envelope sender, so that nothing comes back to them (RFC 5321 4.5.5). */
export function isNullSender(block: HeaderBlock): boolean {
  const path = firstValueOf(block, 'return-path');
  return path !== null && /^<?\s*(mailer-daemon(@[^<>]*)?)?\s*>?$/i.test(unfold(path));
}

/** Does a subject say that somebody answers or hands on a mail? */
export function isReplySubject(subject: string): boolean {
  return REPLY_PREFIX.test(foldText(subject.slice(0, 300)));
}

const DAEMON =
  '(?:mailer|mail|email|smtp|bounce)[-_. ]?(?:daemon|deamon|demon)|mdaemon|mail[-_.]?delivery(?:[-_.]?sub)?(?:[-_.]?system)?|mailerd|microsoftexchange[0-9a-f]{20,40}';
const MAIL_SYSTEM = new RegExp(`^(?:${DAEMON})(?:[-+._=\\d].*)?$`, 'i');
const MAIL_OFFICE =
  /^(post[-_.]?masters?|mail[-_.]?(admin|administrator|master|gateway|router|server|system|sweeper|marshal)|mailer|smtp|exchange|bounces?|bounced|dsn|ndr|undeliver(ed|able)?|content[-_.]?filter|amavisd?|virus[-_.]?alert|antivirus|antispam|spam[-_.]?filter|internet[-_.]?mail)([-+._=\d].*)?$/i;
const NOBODY = /^(daemon|root|system|sys[-_.]?admin|no[-_.]?reply|do[-_.]?not[-_.]?reply|delivery|notifier|notifications?)([-+._=\d].*)?$/i;
const SYSTEM_NAME =
  /\b(e-?mail|mail|message|delivery)\b.{0,20}\b(system|subsystem|daemon|router|server|administrator|gateway|agent|service|delivery|notification)\b|(^|\s)postmaster$|^(system ?administrat\S{1,8}|administrat\S{1,8} \S{0,4} ?syst\S{1,6}|microsoft (outlook|exchange)|undelivered mail|mail(er)?[ -]?daemon|системный администратор|системний адміністратор|служба доставки.{0,20}|почтовая (система|служба)|почтовый (сервер|робот))$/;
const REPLY_PREFIX =
  /^(re|fwd?|aw|wg|tr|rv|sv|vs|vb|vl|ha|ynt|ilt|odp|pd|enc|res|rif|i|r|antw|doorst|ответ|отв|на|пересл|пер|нa|вiдп|відп|пересл\S{0,6}|fs|转发|回复|答复|轉寄|回覆|返信|転送|回信|답장|전달|απ|σχετ|πρθ)( ?[[(]\d{1,3}[\])]|\d{1,2})? ?[:：]/;

/** What stands before the @; the whole of From where there is no plain address in it. */
function localPart(block: HeaderBlock, from: MailAddress | null): string {
  const address = from?.address ?? '';
  if (address !== '') return address.slice(0, address.lastIndexOf('@'));
  const written = decodeHeader(firstValueOf(block, 'from') ?? '');
  const bracketed = /<([^<>@]{1,80})@?[^<>]{0,80}>/.exec(written)?.[1];
  return (bracketed ?? written.replace(/\([^()]{0,200}\)/g, '').split('@')[0] ?? '').replace(/^["' ]{1,9}|["' ]{1,9}$/g, '');
}
