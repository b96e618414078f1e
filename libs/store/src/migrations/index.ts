import { People } from './0001-people.js';
import { Inboxes } from './0002-inboxes.js';
import { Contacts } from './0003-contacts.js';
import { Tickets } from './0004-tickets.js';
import { Deliveries } from './0005-deliveries.js';
import { Bus } from './0006-bus.js';
import { MailReading } from './0008-mail-reading.js';

/** In the order in which they run; forward only. */
export const MIGRATIONS = [People, Inboxes, Contacts, Tickets, Deliveries, Bus, MailReading];
