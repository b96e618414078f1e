export { BLOB_IN_ROW, Blobs, insertBlobs, type Kept } from './blobs.js';
export { PostgresConsumerLedger } from './consumer-ledger.js';
export { DISK_RESERVE_BYTES } from './health-checks.js';
export { databaseError, sqlState } from './database-error.js';
export { mailCursor, moveMailCursor, type MailCursor } from './cursors.js';
export { migrationDataSource, serviceDataSource } from './data-source.js';
export { Deliveries, reportDeliveries, type DeliveryResult, type TakeOptions } from './deliveries.js';
export { checkFileLink, fileLink } from './file-links.js';
export type { DueAttachment, DueDelivery, DueMessage, MailAddress } from './due-messages.js';
export { InboxWorkers, type InboxWorker } from './inbox-workers.js';
export { Inboxes, inboxHealth, type InboxHealth, type InboxPatch, type NewInbox, type OpenInbox } from './inboxes.js';
export { Lease, LEASE_MS, Leases } from './leases.js';
export { migrate, missingMigrations, SERVICE_ROLE } from './migrate.js';
export { openPlatform, type OpenedPlatform, type PlatformOptions } from './platform.js';
export { addReply, retryReply, undoReply, type NewReply } from './replies.js';
export { makeReplyToken } from './reply-token.js';
export { Secrets } from './secrets.js';
export { one, type Sql } from './sql.js';
export { Outbox, Store, Tx } from './store.js';
export {
  announceChange,
  assigned,
  changeStandings,
  lockTickets,
  stateSet,
  ticketByNumber,
  type StandingChange,
  type TicketRow,
} from './tickets.js';
export { addTicketEvents, SYSTEM, type Actor, type TicketEvent } from './timeline.js';
export type { Incoming, IncomingEdit, IncomingFile, IncomingMessage, IncomingOther, Place, Sender } from './incoming.js';
export { takeIn } from './take-in.js';
export { leads, listAgents, readAgent, type AgentFilter, type AgentRow } from './agent-list.js';
export { recordAssignments, type Assignment } from './assignments.js';
export { addUpload, readStoredFile, sweepUploads, type NewUpload, type StoredFile } from './attachments.js';
export { audit, type AuditEntry } from './audit.js';
export { listContacts, readContact, type ContactRow } from './contact-list.js';
export { CLOSE_AFTER_DAYS, moveDueTickets } from './due-tickets.js';
export { Audience, audienceOf, goodCredentials } from './feed-rights.js';
export { once, sweepIdempotencyKeys, type IdempotencyKey } from './idempotency.js';
export { listInboxes, readInbox, type InboxRow } from './inbox-list.js';
export { addNote, type NewNote } from './notes.js';
export { linkUrl, makeLink, makeSetupLink, readLink, takeLink, type LinkRow, type LinkTaken, type NewLink } from './one-time-links.js';
export { changeOrganisation, readOrganisation, type OrganisationPatch, type OrganisationRow } from './organisation.js';
export { dropParked, listParked, readParked, replayParked, type ParkedEvent, type ParkedRow } from './parked.js';
export { hashPassword, verifyPassword } from './password.js';
export { addAgent, agentByEmail, changeAgent, setPassword, setPresence, type AgentPatch, type NewAgent } from './people.js';
export { markRead } from './read-marks.js';
export { closeSession, findSession, openSession, SESSION_HOURS, SESSION_IDLE_HOURS, type Caller, type NewSession } from './sessions.js';
export { signIn, type Credentials } from './sign-in.js';
export { addSkill, listSkills, readSkill, renameSkill, skillIds, type SkillRow } from './skills.js';
export { addTeam, changeTeam, listTeams, readTeam, type TeamRow } from './teams.js';
export { applyBootstrap, type BootstrapResult } from './bootstrap.js';
export { changeContact } from './contacts.js';
export { openTicketFor, type FirstWord, type OpenedTicket } from './start-ticket.js';
export { lastConversation, readConversations, refuseUnseenMessage } from './ticket-conversations.js';
export { editTicket, lockUnchanged, type TicketEdit } from './ticket-edit.js';
export { countTickets, listTickets, type TicketFilter, type TicketSort } from './ticket-list.js';
export { readTicket, visibleTicketId, type TicketView } from './ticket-view.js';
export {
  readMessage,
  readNote,
  readTimeline,
  type AttachmentView,
  type DeliveryView,
  type MessageView,
  type NoteView,
  type TicketEventView,
  type TimelineItemView,
} from './timeline-view.js';
export { findApiToken, makeApiToken, TOKEN_PREFIX } from './tokens.js';
export { viewerParams, VISIBLE, type Viewer } from './viewer.js';
export { applyDecisions, candidates, teamsWithWaiting, waitingTickets } from './routing.js';
export { botOffset, moveBotOffset } from './bot-offsets.js';
export { failWaitingFile, storeFetchedFile, waitingFiles, type WaitingFile } from './waiting-files.js';
export {
  beginVisitor,
  checkVisitorUploads,
  readWidgetInboxes,
  visitorByToken,
  type Visitor,
  type WidgetInbox,
} from './visitors.js';
export {
  mayVisitorSeeFile,
  readHistories,
  visitorsOfConversations,
  type HistoryWanted,
  type VisitorHistory,
  type VisitorMessageFile,
  type VisitorMessageView,
} from './visitor-history.js';
export { noteSeen, type SeenMark } from './visitor-marks.js';
