export { acknowledges, type AcknowledgementCase, NOT_ACKNOWLEDGED, type NotAcknowledged } from './acknowledgement/acknowledges.js';
export {
  AcknowledgementBudget,
  BUDGET,
  BUDGETS,
  type BudgetCase,
  type BudgetSpent,
  countedAddress,
  countedDomain,
  sameWords,
  type Spent,
  spentKey,
} from './acknowledgement/budget.js';
export { OWN_TEXTS } from './acknowledgement/own-texts.js';
export { roundedUp } from './acknowledgement/phrases.js';
export { type Acknowledged, writeAcknowledgement } from './acknowledgement/write-acknowledgement.js';
export {
  botCommands,
  closedText,
  greetingText,
  helpText,
  newRequestText,
  statusText,
  type StatusTicket,
} from './bot-answers/bot-texts.js';
export { isStillTyping } from './still-typing.js';
export { AwayBudget, type AwayCase, CHATS_OF_ADDRESS_DAY, type MailedChat } from './visitor-mail/away-budget.js';
export { sitePage } from './visitor-mail/site-page.js';
export { type TranscriptCase, transcriptRefusal, TRANSCRIPT_REFUSALS, type TranscriptRefusal } from './visitor-mail/transcript-budget.js';
export { type AwayMailFacts, type MailedAnswer, type MailedFile, writeAwayMail } from './visitor-mail/write-away-mail.js';
export type { WrittenMail } from './visitor-mail/mail-blocks.js';
export { type TranscriptFacts, type TranscriptMessage, writeTranscript } from './visitor-mail/write-transcript.js';
export { oneLine } from './one-line.js';
export { readStartPayload, type StartPayload } from './start-payload.js';
export { languageOfText } from './language-of-text.js';
export { largeFileNote } from './large-file-note.js';
export { closingAt, isOpen, nextOpening, type Office, officeOf } from './office-hours.js';
export { replySubject } from './reply-subject.js';
export { counted } from './counted.js';
export { asError, DeskError, type Fault, type Params, type Reason } from './errors.js';
export {
  afterAssigned,
  afterFailedReply,
  afterInbound,
  afterOwnAnswer,
  afterReply,
  afterStateSet,
  isLive,
  ours,
  type NextState,
  type Standing,
  type TicketState,
} from './ticket-states.js';
export {
  asksForLess,
  REFUSAL_KINDS,
  refusalKind,
  refusalReason,
  type MailRefusal,
  type RefusalKind,
  type RefusalStage,
} from './mail-refusal.js';
export { messageState, type DeliveryState } from './delivery-states.js';
export { albums, chatFileKind, type ChatFile, type ChatFileKind } from './chat-files.js';
export { TELEGRAM_CAPTION_LIMIT, TELEGRAM_TEXT_LIMIT, telegramParts, type ReplyLooks, type ReplyPart } from './reply-parts.js';
export { splitText, type Stretch, type TextEntity } from './split-text.js';
export { changeOfText, type PartChange, type StandingText, type TextPart } from './reply-change.js';
export { findThread, isReport, type AutomaticKind, type KnownThreads, type Part, type Thread, type ThreadClues } from './threading.js';
export { senderName, type FromName } from './sender-name.js';
export { fillSignature } from './signature.js';
export { isPast } from './is-past.js';
export { byUrgency, decideRound, TICKET_WEIGHT, type Candidate, type Decision, type Priority, type WaitingTicket } from './routing.js';
