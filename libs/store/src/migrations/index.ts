import { People } from './0001-people.js';
import { Inboxes } from './0002-inboxes.js';
import { Contacts } from './0003-contacts.js';
import { Tickets } from './0004-tickets.js';
import { Deliveries } from './0005-deliveries.js';
import { Bus } from './0006-bus.js';
import { FilesAndRemarks } from './0007-files-and-remarks.js';
import { MailReading } from './0008-mail-reading.js';
import { Threads } from './0009-threads.js';
import { PackedPayloads } from './0010-packed-payloads.js';
import { SaidVersions } from './0011-said-versions.js';
import { Sending } from './0012-sending.js';
import { TeamSignatures } from './0013-team-signatures.js';
import { UndeliverableAddresses } from './0014-undeliverable-addresses.js';
import { Acknowledgements } from './0015-acknowledgements.js';
import { MailboxConsent } from './0016-mailbox-consent.js';
import { MailboxTests } from './0017-mailbox-tests.js';
import { Chats } from './0018-chats.js';
import { BotAnswersInOrder } from './0019-bot-answers-in-order.js';
import { Proofs } from './0020-proofs.js';
import { NamesInChats } from './0022-names-in-chats.js';
import { ChangesOfSent } from './0023-changes-of-sent.js';
import { ChatsTakenIn } from './0026-chats-taken-in.js';
import { WaitingForMessages } from './0027-waiting-for-messages.js';
import { TopicsOfChats } from './0028-topics-of-chats.js';
import { WebChats } from './0029-web-chats.js';
import { AwayMails } from './0030-away-mails.js';
import { QueuePlaces } from './0031-queue-places.js';
import { AgentPictures } from './0032-agent-pictures.js';
import { SeenHosts } from './0033-seen-hosts.js';
import { JoinedChats } from './0034-joined-chats.js';
import { UnusedBytes } from './0035-unused-bytes.js';
import { VisitorsBudgets } from './0036-visitors-budgets.js';

/** In the order in which they run; forward only. */
export const MIGRATIONS = [
  People,
  Inboxes,
  Contacts,
  Tickets,
  Deliveries,
  Bus,
  FilesAndRemarks,
  MailReading,
  Threads,
  PackedPayloads,
  SaidVersions,
  Sending,
  TeamSignatures,
  UndeliverableAddresses,
  Acknowledgements,
  MailboxConsent,
  MailboxTests,
  Chats,
  BotAnswersInOrder,
  Proofs,
  NamesInChats,
  ChangesOfSent,
  ChatsTakenIn,
  WaitingForMessages,
  TopicsOfChats,
  WebChats,
  AwayMails,
  QueuePlaces,
  AgentPictures,
  SeenHosts,
  JoinedChats,
  UnusedBytes,
  VisitorsBudgets,
];
