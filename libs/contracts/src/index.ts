export { contract, TOPICS, type BusEvent, type Contract, type EventOf, type Topic } from './contract.js';
export { inputReason, type InputReason } from './input-reason.js';
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
export {
  CHAT_FRAMES,
  CHAT_LIMITS,
  type ChatAnswer,
  type ChatError,
  type ChatFile,
  type ChatFrame,
  type ChatFrameBody,
  type ChatFrameName,
  type ChatInbox,
  type ChatLimits,
  type ChatMessage,
  type ChatPage,
  type ChatSession,
  OpenChatSession,
} from './chat.js';
export { Carried, MailEnvelope, MailReceived, UpdateReceived, VisitorMessage, VisitorWrote } from './intake.js';
export {
  CHANNELS,
  EmailSecrets,
  EmailSettings,
  INBOX_SCHEMAS,
  MailServer,
  TelegramSecrets,
  TelegramSettings,
  TlsMode,
  WebchatSecrets,
  WebchatSettings,
  type Channel,
  type SecretsOf,
  type SettingsInput,
  type SettingsOf,
} from './inbox-settings.js';
export {
  Actor,
  AgentRef,
  Language,
  PageQuery,
  Problem,
  ReasonText,
  Ref,
} from './api/shapes.js';
export {
  Agent,
  AgentPage,
  AgentQuery,
  ChangeAgent,
  ChangeMe,
  ChangeTeam,
  CreateAgent,
  CreateTeam,
  NameSkill,
  Password,
  Presence,
  Role,
  SetPresence,
  Skill,
  SkillLevel,
  SkillPage,
  Team,
  TeamPage,
} from './api/people.js';
export {
  LinkInfo,
  LinkKind,
  MadeLink,
  MakeLink,
  Organisation,
  Session,
  SignIn,
  TakeLink,
} from './api/session.js';
export {
  Attachment,
  Authentication,
  Conversation,
  Delivery,
  DeliveryState,
  FileDanger,
  MailAddress,
  MailHeaders,
  Message,
  Note,
  RemoteImages,
  TicketEvent,
  TimelineItem,
  TimelinePart,
  Upload,
} from './api/timeline.js';
export {
  ChangeTicket,
  MarkRead,
  Priority,
  RetryMessage,
  StartTicket,
  Ticket,
  TICKET_SORTS,
  TicketCounts,
  TicketDetail,
  TicketPage,
  TicketQuery,
  TicketSkill,
  TicketState,
  TimelineQuery,
  WriteNote,
  WriteReply,
} from './api/tickets.js';
export {
  ChangeContact,
  Contact,
  ContactPage,
  ContactQuery,
} from './api/contacts.js';
export {
  ChangeInbox,
  CreateInbox,
  ImportHistory,
  Inbox,
  InboxHealth,
  InboxPage,
  MailboxReading,
} from './api/inboxes.js';
export {
  Parked,
  ParkedPage,
} from './api/parked.js';
export {
  FEED_TYPES,
  FeedEvent,
  FeedPart,
  FeedQuery,
  LiveFrame,
  LiveRequest,
} from './api/feed.js';
export {
  type Method,
  type Access,
  type Route,
} from './api/route.js';
export { ROUTES } from './api/routes.js';
export { openApiDocument } from './api/openapi.js';
