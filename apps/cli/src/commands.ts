import { bootstrap } from './bootstrap.js';
import type { Command } from './command.js';
import { doctor } from './doctor/doctor.js';
import { inspectEmail } from './inspect/inspect-email.js';
import { inspectReplyHtml, inspectReplyText } from './inspect/inspect-reply.js';
import { inspectTelegram } from './inspect/inspect-telegram.js';
import { migrateAll } from './migrate.js';
import { dropParkedEvent, listParkedEvents, replayParkedEvent, showParked } from './parked.js';
import { probe } from './probe.js';
import { createToken } from './token.js';
import { trace } from './trace.js';
import { createUser, resetUser } from './user.js';

/** Everything the command line can do, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  bootstrap,
  createUser,
  resetUser,
  createToken,
  doctor,
  probe,
  trace,
  listParkedEvents,
  showParked,
  replayParkedEvent,
  dropParkedEvent,
  inspectEmail,
  inspectReplyText,
  inspectReplyHtml,
  inspectTelegram,
  migrateAll,
];
