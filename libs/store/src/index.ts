export { BLOB_IN_ROW, Blobs, fileTooLarge, insertBlobs, type ByteRange, type Kept, type KeptFile } from './files/blobs.js';
export { dangersOf, playedAs, shownAs } from './files/file-dangers.js';
export { NOT_SNIFFED, sniff, sniffType, type Sniffed } from './files/sniff.js';
export { PICTURE_LIMIT_BYTES, stillPicture } from './files/still-picture.js';
export { PostgresConsumerLedger } from './database/consumer-ledger.js';
export { DISK_RESERVE_BYTES } from './database/health-checks.js';
export { noteMailboxTest } from './inboxes/mailbox-tests.js';
export { databaseTime } from './database/database-time.js';
export { databaseError, sqlState } from './database/database-error.js';
export { mailCursor, moveMailCursor, type KnownFolder, type MailCursor } from './intake/cursors.js';
export { moveImport, pendingImports, requestImport, wantFirstImport, type MailImport } from './intake/mail-imports.js';
export { traceMail, type MailTrace } from './intake/mail-trace.js';
export { forgetUnfetched, noteUnfetched, unfetchedMails, type UnfetchedMail } from './intake/unfetched-mails.js';
export { migrationDataSource, serviceDataSource } from './database/data-source.js';
export { Deliveries, type ReportOptions, type TakeOptions, untaken } from './sending/deliveries.js';
export { type DeliveryResult, reportDeliveries } from './sending/report-deliveries.js';
export {
  addBotAnswers,
  BotAnswers,
  type BotAnswerResult,
  type DueBotAnswer,
  leftUntaken,
  type NewBotAnswer,
  sweepBotAnswers,
  type TakeAnswersOptions,
} from './sending/bot-answers.js';
export { checkFileLink, checkSignedLink, fileLink, signedLink, type Linked, type LinkProof } from './files/file-links.js';
export { readOriginal } from './files/originals.js';
export { readPicture } from './files/pictures.js';
export { SentCopies } from './sending/sent-copies.js';
export type { DueAttachment, DueDelivery, DueMessage, MailAddress, UntakenMessage } from './sending/due-messages.js';
export { businessAccount, connectionFor, noteBusinessAccount, type BusinessAccount } from './inboxes/business-accounts.js';
export { noteSeenHost, seenHosts, type SeenHost } from './inboxes/seen-hosts.js';
export { InboxWorkers, type InboxWorker } from './inboxes/inbox-workers.js';
export { OAuthClients, type NewOAuthClient, type OAuthClientRow } from './inboxes/oauth-clients.js';
export { OAuthConsents, type BegunConsent } from './inboxes/oauth-consents.js';
export { OAuthGrants, type NewGrant } from './inboxes/oauth-grants.js';
export { inboxHealth, type InboxHealth } from './inboxes/inbox-health.js';
export { type BotProfileRow, botUsernames, noteBotProfile } from './inboxes/bot-profiles.js';
export { Inboxes, type InboxPatch, type NewInbox, type OpenInbox } from './inboxes/inboxes.js';
export { Lease, LEASE_MS, Leases } from './database/leases.js';
export { databaseUnreachable } from './database/database-unreachable.js';
export { migrate, missingMigrations, SERVICE_ROLE } from './database/migrate.js';
export { openPlatform, type OpenedPlatform, type PlatformOptions } from './platform.js';
export { readEarlierMessages } from './sending/earlier-messages.js';
export { addReply, undoReply, type NewReply, type UndoneReply } from './sending/replies.js';
export { changeReply, type ChangedText } from './sending/change-reply.js';
export { takeBackReply } from './sending/delete-reply.js';
export { readVersions, type MessageVersionRow } from './tickets/message-versions.js';
export { retryReply, type Retry } from './sending/retry-reply.js';
export { undeliverable } from './sending/undeliverable.js';
export { makeReplyToken } from './sending/reply-token.js';
export { Secrets } from './database/secrets.js';
export { one, type PlannedSql, type Sql } from './database/sql.js';
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
  ForwardedMail,
  AskedForm,
  Incoming,
  ChatAbout,
  ChatTraits,
  IncomingCommand,
  IncomingDeletion,
  IncomingEdit,
  IncomingFile,
  IncomingMessage,
  IncomingMove,
  IncomingOther,
  IncomingReaction,
  IncomingStanding,
  MailReport,
  ReportedRecipient,
  MailAuthentication,
  MailTraits,
  Place,
  Sender,
} from './intake/incoming.js';
export { takeIn } from './intake/take-in.js';
export { blockChat } from './intake/chats/standings.js';
export { moveChat } from './intake/chats/move-chat.js';
export { enterSent } from './intake/received.js';
export { sweepWaiting } from './intake/chats/waiting.js';
export { readChatRules, type ChatRules } from './inboxes/chat-rules.js';
export { takeInBatch, type TakeInOptions } from './intake/take-in-batch.js';
export { makeTelegramLink, sweepProofs, type NewTelegramLink, type TelegramLinkRow } from './intake/telegram-links.js';
export { splitContact } from './intake/split-contact.js';
export { signatureOf, type SiteClaim, type SiteKey, type SiteKeys } from './inboxes/site-key.js';
export { sweepAcknowledgements } from './intake/acknowledgement-budget.js';
export { acknowledgingTeams } from './inboxes/acknowledging.js';
export { expectedFirstResponses, type ExpectedResponse, type ExpectedResponses } from './routing/first-responses.js';
export { leads, listAgents, readAgent, type AgentFilter, type AgentRow } from './people/agent-list.js';
export { picturePath, readAgentPicture, setPicture } from './people/agent-pictures.js';
export { recordAssignments, type Assignment } from './routing/assignments.js';
export { addUpload, readStoredFile, uploadSizes, type NewUpload, type StoredFile } from './files/attachments.js';
export { sweepStrayFiles, sweepUploads } from './files/sweep-blobs.js';
export { audit, type AuditEntry } from './database/audit.js';
export { listContacts, readContact, type ContactRow } from './tickets/contact-list.js';
export { CLOSE_AFTER_DAYS, moveDueTickets } from './tickets/due-tickets.js';
export { Audience, audienceOf, goodCredentials } from './tickets/feed-rights.js';
export { once, sweepIdempotencyKeys, type IdempotencyKey } from './database/idempotency.js';
export { readOwnAddresses } from './inboxes/own-addresses.js';
export { type MailTrust, readMailTrust } from './inboxes/mail-trust.js';
export { listInboxes, readInbox, type ConsentRow, type InboxRow, type MailboxReadingRow } from './inboxes/inbox-list.js';
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
export {
  changeOrganisation,
  readOrganisation,
  readOrganisationSettings,
  setOrganisation,
  type OrganisationPatch,
  type OrganisationRow,
} from './people/organisation.js';
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
export { answerPlace, type AnswerPlace } from './tickets/answer-place.js';
export { openTicketInChat, type FirstWordInChat } from './tickets/start-in-chat.js';
export { openTicketFor, startingChannel, type FirstWord, type OpenedTicket } from './tickets/start-ticket.js';
export { lastConversation, readConversations, refuseUnseenMessage, type ConversationRow } from './tickets/ticket-conversations.js';
export { answerMaterials, type AnswerMaterials } from './tickets/answer-materials.js';
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
export { applyDecisions, candidates, teamsWithWaiting, waitingTickets, withWaiting } from './routing/routing.js';
export { botOffset, moveBotOffset } from './intake/bot-offsets.js';
export { refuseLargeFile } from './files/large-files.js';
export { explainWaiting, failWaitingFile, storeFetchedFile, waitingFiles, type WaitingFile } from './files/waiting-files.js';
export { beginVisitor, type Visitor, visitorByToken, visitorsByTokens, visitorUnknown } from './visitors/visitors.js';
export { checkVisitorUploads, unsentUploads } from './visitors/visitor-uploads.js';
export { originsOf, readWidgetInboxes, type WidgetInbox } from './visitors/widget-inboxes.js';
export {
  conversationsOfVisitor,
  mayVisitorSeeFile,
  readHistories,
  visitorsOfConversations,
  type HistoryWanted,
  type VisitorHistory,
  type VisitorMessageFile,
  type VisitorMessageView,
} from './visitors/visitor-history.js';
export {
  forgetToken,
  type Identified,
  type Identifying,
  identifyVisitor,
  isMergedInto,
  type NamedVisitor,
  readNamed,
  tokenMark,
} from './visitors/identify.js';
export { noteSeen, type SeenMark } from './visitors/visitor-marks.js';
export { addressOfVisitor, claimAddress } from './visitors/claimed-addresses.js';
export { noteVisitorPage } from './visitors/visitor-page.js';
export { AWAY_INBOX_OFF, awayTrouble, type AwayInbox, type MailOutlet, readAwayInboxes, readOutlet } from './visitors/away-inboxes.js';
export { type ComposedRecap, mailAway } from './visitors/away-mails.js';
export type { AwayChat } from './visitors/decide-away.js';
export { sendTranscript, type TranscriptAsked, type TranscriptOrder } from './visitors/transcripts.js';
export { FURTHEST_PLACE, queuePlaces, readVisitorTickets, seenPositions, type VisitorTicket } from './visitors/live-facts.js';
