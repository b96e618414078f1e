export { plainAddress } from './addresses.js';
export { composeMail, type OutgoingFile, type OutgoingMail, replySubject } from './compose-mail.js';
export { MailWorkers, type MailWorkersOptions } from './mail-workers.js';
export { parseMail, unreadable } from './parse-mail.js';
export type { AutomaticSign, MailAddress, MailAttachment, MailHead, MailRepair, ParsedMail, UnreadableMail } from './parsed-mail.js';
export { peekSender } from './peek-sender.js';
export { messageIdOf, plusAddress, replyTokens, tokenInAddress, tokenInMessageId } from './reply-token.js';
export { sanitizeMailHtml } from './sanitize-mail-html.js';
export { splitReply, type SplitText } from './split-reply.js';
