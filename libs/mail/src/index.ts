export { replyCodeIn } from './automatic/delivery-code.js';
export { isHardBounce } from './automatic/hard-bounce.js';
export { authServOf } from './authentication/auth-serv.js';
export { MailAuthenticator, type MailAuthenticatorOptions, type MailToAuthenticate } from './authentication/mail-authenticator.js';
export { type MailVerdict, NO_VERDICT } from './authentication/mail-verdict.js';
export { plainAddress } from './head/addresses.js';
export { composeMail, type OutgoingFile, type OutgoingMail } from './writing/compose-mail.js';
export { shownIds, takeDataImages } from './writing/data-images.js';
export { encodedSize } from './writing/mail-size.js';
export { MAX_QUOTED_MESSAGES, quoteHistory } from './writing/quoted-history.js';
export { checkRecipients, needsSmtpUtf8, type Recipients, typedAddress } from './writing/recipients.js';
export { MailWorkers, type MailWorkersOptions } from './workers/mail-workers.js';
export type { LargeFiles } from './workers/large-files.js';
export { BEGINNING_BYTES, beginningOf, type FileOfBytes, type MailInFile, type RawMail } from './workers/raw-mail.js';
export { inspectMail, type InspectedMail } from './inspect-mail.js';
export { parseMail, unreadable } from './parse-mail.js';
export type {
  AutomaticSign,
  Bounce,
  BouncedRecipient,
  FileContent,
  KeepFile,
  Complaint,
  MailAttachment,
  MailFile,
  MailHead,
  MailRepair,
  ParsedMail,
  Protection,
  Receipt,
  ReportedMail,
  UnreadableMail,
} from './parsed-mail.js';
export { peekSender } from './head/peek-sender.js';
export { messageIdOf, plusAddress, replyTokens, tokenInAddress, tokenInMessageId } from './writing/reply-token.js';
export { textOfHtml } from './html/html-text.js';
export { placeImages } from './html/placed-images.js';
export type { ForwardedMail } from './reply/forwarded-mail.js';
export { sanitizeMailHtml } from './html/sanitize-mail-html.js';
export { splitReplyHtml } from './reply/split-html.js';
export { splitReply, type SplitText } from './reply/split-reply.js';
export { type DkimSigner, signMail } from './writing/dkim.js';
export type { MailAddress } from './head/mail-address.js';
