export { BLOB_IN_ROW, Blobs, insertBlobs, type Kept } from './blobs.js';
export { PostgresConsumerLedger } from './consumer-ledger.js';
export { databaseError, sqlState } from './database-error.js';
export { migrationDataSource, serviceDataSource } from './data-source.js';
export { Deliveries, reportDeliveries, type DeliveryResult, type TakeOptions } from './deliveries.js';
export type { DueAttachment, DueDelivery, DueMessage, MailAddress } from './due-messages.js';
export { InboxWorkers, type InboxWorker } from './inbox-workers.js';
export { Inboxes, inboxHealth, type InboxHealth, type InboxPatch, type NewInbox, type OpenInbox } from './inboxes.js';
export { Lease, LEASE_MS, Leases } from './leases.js';
export { migrate, SERVICE_ROLE } from './migrate.js';
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
