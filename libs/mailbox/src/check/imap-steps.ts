import type { EmailSettings, MailServer } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { ImapFlow } from 'imapflow';
import { within } from '../connecting/deadline.js';
import { connectImap } from '../connecting/imap-client.js';
import { imapTrouble } from '../connecting/imap-trouble.js';
import type { Proof } from '../connecting/mail-login.js';
import { reachServer, type ServerCheck } from './reach-server.js';
import { failed, good, signedIn, type Step, warning } from './step.js';

/** How long each step may take, ms: together less than the half minute that a test takes at most. */
const LOGIN_MS = 8_000;
const COMMAND_MS = 4_000;
/** For all commands together. */
const COMMANDS_MS = 12_000;
/** From so full on somebody has to make room, percent. */
const NEARLY_FULL = 95;

export type ImapCheck = ServerCheck & { readonly settings: EmailSettings };

/** A mailbox as its reader uses it, over one connection at a time. */
export async function* imapSteps(check: ImapCheck): AsyncGenerator<Step> {
  const server = check.settings.imap;
  if (server === null) return;
  const trouble = await reachServer(server, 'imap', check);
  if (trouble !== null) return yield failed('imap-connect', trouble, ['imap-login', 'imap-folder', 'imap-idle']);
  yield good('imap-connect', 'server-greets', { host: server.host, port: server.port });
  if (check.proof === null) return;
  const client = await signIn(server, check, check.proof);
  if ('code' in client) return yield failed('imap-login', client, ['imap-folder', 'imap-idle']);
  try {
    yield signedIn('imap-login', check.proof);
    yield* folderSteps(client, check.settings);
  } finally {
    await within(1_000, client.logout(), () => client.close()).catch(() => {});
    client.close();
  }
}

async function signIn(server: MailServer, { ca }: ImapCheck, proof: Proof): Promise<ImapFlow | Reason> {
  try {
    return await connectImap({ server, proof, ...(ca === undefined ? {} : { ca }) }, LOGIN_MS);
  } catch (error) {
    const byToken = 'accessToken' in proof;
    const { reason } = imapTrouble(error, { host: server.host, byToken });
    // No password is to blame.
    return byToken && reason.code === 'mailbox-login-refused' ? { code: 'oauth-token-refused', params: {} } : reason;
  }
}

/** With a deadline. */
type Ask = <T>(work: Promise<T>) => Promise<T>;

async function* folderSteps(client: ImapFlow, settings: EmailSettings): AsyncGenerator<Step> {
  const endsAt = performance.now() + COMMANDS_MS;
  const ask: Ask = (work) => within(Math.min(COMMAND_MS, endsAt - performance.now()), work, () => client.close());
  try {
    const isWritten = settings.afterTaking !== 'leave';
    const inbox = await ask(client.mailboxOpen('INBOX', { readOnly: !isWritten }));
    yield good('imap-folder', 'folder-opens', { count: inbox.exists });
    if (isWritten && inbox.readOnly === true) yield warning('imap-folder', { code: 'folder-read-only', params: { folder: 'INBOX' } });
    for (const reason of await foldersTroubles(client, settings, ask)) yield warning('imap-folder', reason);
  } catch (error) {
    return yield failed('imap-folder', imapTrouble(error).reason, ['imap-idle']);
  }
  yield await idleStep(client, ask);
}

async function foldersTroubles(client: ImapFlow, settings: EmailSettings, ask: Ask): Promise<Reason[]> {
  const { folders, junk, afterTaking } = settings;
  const troubles: Reason[] = [];
  if (folders.length > 0 || junk) {
    const there = await ask(client.list());
    const missing = folders.filter(({ path }) => path.toUpperCase() !== 'INBOX' && !there.some((one) => one.path === path));
    troubles.push(...missing.map(({ path }) => ({ code: 'mailbox-folder-missing', params: { folder: path } })));
    if (junk && !there.some((one) => one.specialUse === '\\Junk')) troubles.push({ code: 'mailbox-junk-missing', params: {} });
  }
  if (typeof afterTaking === 'object' && !client.capabilities.has('MOVE'))
    troubles.push({ code: 'mailbox-move-unknown', params: { folder: afterTaking.moveTo } });
  const percent = client.capabilities.has('QUOTA') ? await fullness(client, ask) : 0;
  if (percent >= NEARLY_FULL) troubles.push({ code: 'mailbox-nearly-full', params: { percent } });
  return troubles;
}

async function fullness(client: ImapFlow, ask: Ask): Promise<number> {
  const quota = await ask(client.getQuota('INBOX'));
  const { usage = 0, limit = 0 } = typeof quota === 'object' ? (quota.storage ?? {}) : {};
  return limit > 0 ? Math.floor((usage / limit) * 100) : 0;
}

/** Whether the server really tells of new mail: enters IDLE and leaves it. Without it the mailbox is looked at all the same. */
async function idleStep(client: ImapFlow, ask: Ask): Promise<Step> {
  if (!client.capabilities.has('IDLE')) return warning('imap-idle', { code: 'idle-not-offered', params: {} });
  const entered = { isRefused: false };
  const idle = client.idle().then((done) => {
    if (done === false) entered.isRefused = true;
  });
  idle.catch(() => {});
  // A command before IDLE was begun would not end it.
  while (!client.idling && !entered.isRefused && client.usable) await new Promise((resolve) => setImmediate(resolve));
  try {
    // The library ends IDLE for it, once the server has said that it is in.
    await ask(client.noop());
  } catch {
    return warning('imap-idle', { code: 'idle-silent', params: {} });
  }
  return entered.isRefused ? warning('imap-idle', { code: 'idle-refused', params: {} }) : good('imap-idle', 'idle-works');
}
