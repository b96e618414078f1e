export { contract, TOPICS, type BusEvent, type Contract, type EventOf, type Topic } from './contract.js';
export {
  AgentChanged,
  CONTRACTS,
  FilesWanted,
  InboxChanged,
  InboxFailed,
  InboxRecovered,
  MessageAdded,
  MessageChanged,
  NoteAdded,
  ReplyReported,
  ReplyRequested,
  TicketAssigned,
  TicketChanged,
  TicketOpened,
} from './events.js';
export { Carried, MailReceived, UpdateReceived, VisitorMessage, VisitorWrote } from './intake.js';
