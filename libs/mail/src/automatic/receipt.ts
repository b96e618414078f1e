import { firstValueOf, type HeaderBlock, unfold } from '../head/header-block.js';
import type { Receipt } from '../parsed-mail.js';
import { reportFields } from './delivery-status.js';
import { foldText } from './fold-text.js';
import { isMailOffice, isReplySubject } from './mail-system.js';
import { type AutomaticMail, type FilePart, NO_REPORT, type ReadMail, reportedMail, returnedOf, textOf } from './read-mail.js';
import { tearReport } from './returned-mail.js';

/** Read receipts (RFC 8098), and what says in its first line that it is one. */
export function receiptOf(mail: ReadMail): AutomaticMail | null {
  const { head, text, quotes, files } = mail;
  if (isRejection(mail)) return null;
  const sign =
    (head.automatic?.kind === 'receipt' ? head.automatic.sign : null) ??
    (files.some((file) => file.contentType === 'message/disposition-notification') && !isReplySubject(head.subject)
      ? 'disposition-notification'
      : null) ??
    (!quotes && READ_SUBJECT.test(foldText(head.subject.slice(0, 300))) && saysItWasRead(text) ? 'subject' : null);
  return sign === null ? null : { ...NO_REPORT, automatic: { kind: 'receipt', sign }, receipt: readDisposition(mail) };
}

/** Only the part for machines says that it was opened: words say so of what was deleted unread, too (RFC 8098 3.2.6). */
function readDisposition(mail: ReadMail): Receipt {
  const part = mail.files.find((file) => file.contentType === 'message/disposition-notification');
  const fields = new Map(part ? reportFields(textOf(part)) : []);
  const id = /<[^<>\s]{1,900}>/.exec(fields.get('original-message-id') ?? '')?.[0] ?? null;
  const isRead = /;\s{0,9}displayed\s{0,9}(?:$|\()/i.test(fields.get('disposition') ?? '');
  return { recipients: [], isRead, ...reportedMail(returnedOf(mail, tearReport(part ? '' : mail.text)), [id]) };
}

/** Dovecot and Sieve refuse a mail with a receipt that says it was deleted; the mail system's name and words tell it from a reader's. */
export function isRejection({ block, head, text }: ReadMail): boolean {
  return head.automatic?.kind === 'receipt' && isMailOffice(block, head.from) && REJECTED.test(foldText(text.slice(0, 1_000)));
}

const REJECTED = /(was|been) (automatically )?(rejected|refused)|quota exceeded|could not be delivered|mailbox is full/;

/** Is it the answer of a calendar to an invitation? Somebody pressed a button, and may have added a word: it is kept as a message (RFC 5546). */
export function isCalendarReply(block: HeaderBlock, files: readonly FilePart[]): boolean {
  if (/^text\/calendar\b.{0,200}\bmethod="?reply\b/is.test(unfold(firstValueOf(block, 'content-type') ?? ''))) return true;
  return files.some((file) => file.contentType === 'text/calendar' && /^METHOD:REPLY\b/im.test(file.content.toString('latin1', 0, 2_000)));
}

/** It names the message, says that it was read, and no more. */
function saysItWasRead(text: string): boolean {
  const folded = foldText(text.slice(0, 1_000));
  return folded.length < 700 && NAMES_THE_MESSAGE.test(folded) && READ_TEXT.test(folded);
}

const NAMES_THE_MESSAGE =
  /^(your (message|mail|e-?mail)|the message|this is a (return )?receipt|(ihre|die) nachricht|dies ist eine|das ist eine|(votre|le) message|(su|el) mensaje|(il|il suo|il tuo) messaggio|(a )?(sua )?mensagem|(twoja|panstwa|ta) wiadomosc|uw bericht|(ditt|meddelandet|din|meddelelsen|meldingen|viestisi|viesti|vase zprava|iletiniz|mesajınız)|ваше (сообщение|письмо)|сообщение|это (уведомление|подтверждение)|ваш лист|ваше повідомлення|το μήνυμ|您|你|邮件|郵件|メッセージ|あなた|ご送信|사용자|귀하|메시지)/u;
const READ_SUBJECT =
  /^(not read|read|gelesen|ungelesen|nicht gelesen|lu|non lu|leido|no leido|letto|non letto|lida|lido|nao lida|прочитано|прочтено|не прочитано|непрочитанное|przeczytano|nieprzeczytane|gelezen|niet gelezen|last|olast|lest|ulest|laest|læst|luettu|precteno|okundu|已读|已讀|未读|開封済み|開封確認|읽음|return receipt( \(displayed\))?|read receipt|disposition notification|уведомление о прочтении|accuse de lecture|lesebestatigung|confirmacion de lectura|conferma di lettura) ?([:：\-–(]|$)/;
const READ_TEXT =
  /(was|were|has been) (read|displayed|opened|deleted|seen)|deleted without being read|no guarantee|return receipt|gelesen|angezeigt|geloscht|(a ete|ete) (lu|affiche|ouvert|supprime)|(fue|ha sido) (leid|abiert|mostrad)|e stat[oa] (lett|visualizzat)|foi (lid|exibid)|прочитан|прочтен|просмотрен|открыт|удален|przeczytan|wyswietlon|gelezen|weergegeven|(har )?(lasts|laestes|lests|lest)|luettiin|precten|okundu|已(于|被|阅读|讀)|阅读|開封|읽/;
