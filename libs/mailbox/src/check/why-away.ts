import type { MailServer } from '@app/contracts';
import type { Reason } from '@app/domain';
import { fromHere } from '@app/outside';
import { greetServer, type MailProtocol } from '../discovery/greet-server.js';

/** How long the look at the server may take, ms. */
const LOOK_MS = 5_000;

/** What says that there is no line to the server, and not why. */
const VAGUE = new Set(['mailbox-away', 'mailbox-tls-failed', 'mail-server-silent', 'smtp-away', 'smtp-tls-failed']);

/**
 * Why a server cannot be worked with, in the words that a test of the mailbox has for it: an expired certificate, another protocol at the
 * port, no such name. Greets it once more for that, where what went wrong says too little. Never rejects.
 */
export async function whyAway(reason: Reason, server: MailServer, protocol: MailProtocol, signal?: AbortSignal): Promise<Reason> {
  if (!VAGUE.has(reason.code)) return reason;
  const greeted = await greetServer({ ...server, protocol }, { outside: fromHere(), timeMs: LOOK_MS, signal });
  // What was broken off here says nothing about the server.
  return greeted.ok || signal?.aborted === true ? reason : greeted.reason;
}
