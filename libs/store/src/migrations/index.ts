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
];
