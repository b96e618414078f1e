import type { EmailSettings } from '@app/contracts';
import { DeskError, refusalReason } from '@app/domain';
import type { ImapFlow } from 'imapflow';
import MailComposer from 'nodemailer/lib/mail-composer';
import { setTimeout as wait } from 'node:timers/promises';
import { within } from '../connecting/deadline.js';
import { connectImap } from '../connecting/imap-client.js';
import { imapTrouble } from '../connecting/imap-trouble.js';
import type { Proof } from '../connecting/mail-login.js';
import { connectSmtp } from '../connecting/smtp-client.js';
import { type SmtpError, smtpTrouble, stageOf } from '../connecting/smtp-trouble.js';
import { failed, good, type Step, warning } from './step.js';

const STEP_MS = 8_000;
const LOOK_EVERY_MS = 1_000;
/** Servers that scan mail take some seconds (default for `waitMs`). */
const WAIT_MS = 20_000;

export type RoundTrip = {
  readonly settings: EmailSettings;
  readonly proofs: { readonly imap: Proof; readonly smtp: Proof };
  /** The local part of its Message-ID: by it the intake knows the mail for ours and opens no ticket. */
  readonly token: string;
  readonly subject: string;
  readonly text: string;
  readonly ca?: string;
  /** How long the mail is waited for, ms (default 20,000). */
  readonly waitMs?: number;
};

/** Sends the mailbox a mail from itself, and waits until it is there: in INBOX, where taken mail is moved to, or in the junk folder. */
export async function roundTripStep(trip: RoundTrip): Promise<Step | null> {
  if (trip.settings.imap === null) return null;
  try {
    await send(trip);
  } catch (error) {
    return failed('round-trip', sendTrouble(error, trip.settings.smtp.host));
  }
  try {
    return await find(trip, trip.settings.imap);
  } catch (error) {
    return failed('round-trip', imapTrouble(error, { host: trip.settings.imap.host }).reason);
  }
}

function sendTrouble(error: unknown, host: string) {
  const { code, responseCode, response, command }: Partial<SmtpError> = error instanceof DeskError ? {} : Object(error);
  const isRefused = code !== 'EAUTH' && responseCode !== undefined && response !== undefined;
  // Without the addresses that servers repeat.
  if (isRefused) {
    const answer = response
      .slice(0, 2_000)
      .replace(/<?[^\s<>]+@[^\s<>]+>?:?/g, '')
      .slice(0, 300);
    return refusalReason({ status: responseCode, enhanced: null, answer, stage: stageOf(command) });
  }
  return smtpTrouble(error, { host }).reason;
}

async function send({ settings, proofs, token, subject, text, ca }: RoundTrip): Promise<void> {
  const { address, smtp: server } = settings;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const raw = await new MailComposer({
    from: { name: '', address },
    to: { name: '', address },
    subject,
    text,
    messageId: `<${token}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  const connection = await connectSmtp({ server, proof: proofs.smtp, domain, stepMs: STEP_MS, ...(ca === undefined ? {} : { ca }) });
  try {
    const sent = new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.send({ from: address, to: [address] }, raw, (error) => (error ? reject(error) : resolve()));
    });
    await within(STEP_MS * 2, sent, () => connection.close());
    connection.quit();
  } finally {
    connection.close();
  }
}

async function find(
  { settings, proofs, token, ca, waitMs = WAIT_MS }: RoundTrip,
  server: NonNullable<EmailSettings['imap']>,
): Promise<Step> {
  const begun = performance.now();
  const client = await connectImap({ server, proof: proofs.imap, ...(ca === undefined ? {} : { ca }) }, STEP_MS);
  const ask = <T>(work: Promise<T>): Promise<T> => within(STEP_MS, work, () => client.close());
  try {
    const junk = (await ask(client.list())).find((one) => one.specialUse === '\\Junk')?.path;
    const moved = typeof settings.afterTaking === 'object' ? [settings.afterTaking.moveTo] : [];
    for (;;) {
      for (const folder of ['INBOX', ...moved, ...(junk === undefined ? [] : [junk])]) {
        if (!(await isIn(client, folder, token, ask))) continue;
        const params = { folder, seconds: Math.round((performance.now() - begun) / 1_000) };
        return folder === junk
          ? warning('round-trip', { code: 'round-trip-junk', params })
          : good('round-trip', 'round-trip-works', params);
      }
      if (performance.now() - begun > waitMs)
        return warning('round-trip', { code: 'round-trip-late', params: { seconds: Math.round(waitMs / 1_000) } });
      await wait(LOOK_EVERY_MS);
    }
  } finally {
    client.close();
  }
}

/** A folder that does not open holds nothing: the one that taken mail is moved to may not be there yet. */
async function isIn(client: ImapFlow, path: string, token: string, ask: <T>(work: Promise<T>) => Promise<T>): Promise<boolean> {
  try {
    await ask(client.mailboxOpen(path, { readOnly: true }));
  } catch (error) {
    if (path === 'INBOX' || !client.usable) throw error;
    return false;
  }
  const found = await ask(client.search({ header: { 'message-id': token } }, { uid: true }));
  return Array.isArray(found) && found.length > 0;
}
