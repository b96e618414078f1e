export { BLOB_IN_ROW, Blobs, fileTooLarge, insertBlobs, type ByteRange, type Kept, type KeptFile } from './files/blobs.js';
export { dangersOf, shownAs } from './files/file-dangers.js';
export { NOT_SNIFFED, sniff, sniffType, type Sniffed } from './files/sniff.js';
export { PostgresConsumerLedger } from './database/consumer-ledger.js';
export { DISK_RESERVE_BYTES } from './database/health-checks.js';
export { databaseError, sqlState } from './database/database-error.js';
export { mailCursor, moveMailCursor, type KnownFolder, type MailCursor } from './intake/cursors.js';
export { moveImport, pendingImports, requestImport, wantFirstImport, type MailImport } from './intake/mail-imports.js';
export { traceMail, type MailTrace } from './intake/mail-trace.js';
export { forgetUnfetched, noteUnfetched, unfetchedMails, type UnfetchedMail } from './intake/unfetched-mails.js';
export { migrationDataSource, serviceDataSource } from './database/data-source.js';
export { Deliveries, reportDeliveries, type DeliveryResult, type TakeOptions } from './sending/deliveries.js';
export { checkFileLink, checkSignedLink, fileLink, signedLink, type Linked, type LinkProof } from './files/file-links.js';
export { readOriginal } from './files/originals.js';
export type { DueAttachment, DueDelivery, DueMessage, MailAddress } from './sending/due-messages.js';
export { InboxWorkers, type InboxWorker } from './inboxes/inbox-workers.js';
export { Inboxes, inboxHealth, type InboxHealth, type InboxPatch, type NewInbox, type OpenInbox } from './inboxes/inboxes.js';
export { Lease, LEASE_MS, Leases } from './database/leases.js';
export { databaseUnreachable } from './database/database-unreachable.js';
export { migrate, missingMigrations, SERVICE_ROLE } from './database/migrate.js';
export { openPlatform, type OpenedPlatform, type PlatformOptions } from './platform.js';
export { addReply, retryReply, undoReply, type NewReply } from './sending/replies.js';
export { makeReplyToken } from './sending/reply-token.js';
export { Secrets } from './database/secrets.js';
export { one, type Sql } from './database/sql.js';
export { Outbox, Store, Tx } from './database/store.js';
export {
  announceChange,
  assigned,
  changeStandings,
  lockTickets,
  stateSet,
  ticketByNumber,
  type StandingChange,
  type TicketRow,
} from './tickets/tickets.js';
export { addTicketEvents, SYSTEM, type Actor, type TicketEvent } from './tickets/timeline.js';
export type {
  BouncedMail,
  ForwardedMail,
  Incoming,
  IncomingEdit,
  IncomingFile,
  IncomingMessage,
  IncomingOther,
  MailAuthentication,
  MailTraits,
  Place,
  Sender,
} from './intake/incoming.js';
export { takeIn } from './intake/take-in.js';
export { takeInBatch } from './intake/take-in-batch.js';
export { leads, listAgents, readAgent, type AgentFilter, type AgentRow } from './people/agent-list.js';
export { recordAssignments, type Assignment } from './routing/assignments.js';
export { addUpload, readStoredFile, sweepUploads, type NewUpload, type StoredFile } from './files/attachments.js';
export { audit, type AuditEntry } from './database/audit.js';
export { listContacts, readContact, type ContactRow } from './tickets/contact-list.js';
export { CLOSE_AFTER_DAYS, moveDueTickets } from './tickets/due-tickets.js';
export { Audience, audienceOf, goodCredentials } from './tickets/feed-rights.js';
export { once, sweepIdempotencyKeys, type IdempotencyKey } from './database/idempotency.js';
export { type MailTrust, readMailTrust } from './inboxes/mail-trust.js';
export { listInboxes, readInbox, type InboxRow, type MailboxReadingRow } from './inboxes/inbox-list.js';
export { addNote, type NewNote } from './tickets/notes.js';
export {
  linkUrl,
  makeLink,
  makeSetupLink,
  readLink,
  takeLink,
  type LinkRow,
  type LinkTaken,
  type NewLink,
} from './people/one-time-links.js';
export { changeOrganisation, readOrganisation, type OrganisationPatch, type OrganisationRow } from './people/organisation.js';
export { dropParked, listParked, readParked, replayParked, type ParkedEvent, type ParkedRow } from './database/parked.js';
export { hashPassword, verifyPassword } from './people/password.js';
export { addAgent, agentByEmail, changeAgent, setPassword, setPresence, type AgentPatch, type NewAgent } from './people/people.js';
export { markRead } from './tickets/read-marks.js';
export {
  closeSession,
  findSession,
  openSession,
  SESSION_HOURS,
  SESSION_IDLE_HOURS,
  type Caller,
  type NewSession,
} from './people/sessions.js';
export { signIn, type Credentials } from './people/sign-in.js';
export { addSkill, listSkills, readSkill, renameSkill, skillIds, type SkillRow } from './people/skills.js';
export { addTeam, changeTeam, listTeams, readTeam, type TeamRow } from './people/teams.js';
export { applyBootstrap, type BootstrapResult } from './bootstrap/bootstrap.js';
export { makeFirstContent } from './bootstrap/first-content.js';
export { changeContact } from './intake/contacts.js';
export { openTicketFor, type FirstWord, type OpenedTicket } from './tickets/start-ticket.js';
export { lastConversation, readConversations, refuseUnseenMessage } from './tickets/ticket-conversations.js';
export { editTicket, type TicketEdit } from './tickets/ticket-edit.js';
export { countTickets, listTickets, type TicketFilter, type TicketSort } from './tickets/ticket-list.js';
export { readTicket, visibleTicketId, type TicketView } from './tickets/ticket-view.js';
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
} from './tickets/timeline-view.js';
export { findApiToken, makeApiToken, TOKEN_PREFIX } from './people/tokens.js';
export { viewerParams, VISIBLE, type Viewer } from './tickets/viewer.js';
export { applyDecisions, candidates, teamsWithWaiting, waitingTickets } from './routing/routing.js';
export { botOffset, moveBotOffset } from './intake/bot-offsets.js';
export { failWaitingFile, storeFetchedFile, waitingFiles, type WaitingFile } from './files/waiting-files.js';
export {
  beginVisitor,
  checkVisitorUploads,
  readWidgetInboxes,
  visitorByToken,
  type Visitor,
  type WidgetInbox,
} from './visitors/visitors.js';
export {
  mayVisitorSeeFile,
  readHistories,
  visitorsOfConversations,
  type HistoryWanted,
  type VisitorHistory,
  type VisitorMessageFile,
  type VisitorMessageView,
} from './visitors/visitor-history.js';
export { noteSeen, type SeenMark } from './visitors/visitor-marks.js';
