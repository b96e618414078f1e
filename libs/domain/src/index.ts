export { counted } from './counted.js';
export { asError, DeskError, type Fault, type Params, type Reason } from './errors.js';
export {
  afterAssigned,
  afterFailedReply,
  afterInbound,
  afterReply,
  afterStateSet,
  isLive,
  ours,
  type NextState,
  type Standing,
  type TicketState,
} from './ticket-states.js';
export { messageState, type DeliveryState } from './delivery-states.js';
export { splitText, TELEGRAM_TEXT_LIMIT, telegramParts, type ReplyPart } from './reply-parts.js';
export { findThread, isReport, type AutomaticKind, type KnownThreads, type Part, type Thread, type ThreadClues } from './threading.js';
export { byUrgency, decideRound, TICKET_WEIGHT, type Candidate, type Decision, type Priority, type WaitingTicket } from './routing.js';
