import type { EmailSettings, MailServer } from '@app/contracts';
import { type Reason, refusalReason } from '@app/domain';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Proof } from '../connecting/mail-login.js';
import { connectSmtp } from '../connecting/smtp-client.js';
import { smtpTrouble } from '../connecting/smtp-trouble.js';
import { probeEnvelope } from './envelope-probe.js';
import { reachServer, type ServerCheck } from './reach-server.js';
import { failed, good, signedIn, type Step, warning } from './step.js';

/** How long each step may take, ms; the sign-in has two. */
const LOGIN_MS = 7_000;
const ENVELOPE_MS = 6_000;

export type SmtpCheck = ServerCheck & { readonly settings: EmailSettings };

/** A sending server as the sender uses it, over one connection at a time. Nothing is sent. */
export async function* smtpSteps(check: SmtpCheck): AsyncGenerator<Step> {
  const { smtp: server, address } = check.settings;
  const domain = domainOf(address);
  const trouble = await reachServer(server, 'smtp', { ...check, domain });
  if (trouble !== null) return yield failed('smtp-connect', trouble, ['smtp-login', 'smtp-from']);
  yield good('smtp-connect', 'server-greets', { host: server.host, port: server.port });
  if (check.proof === null) return;
  const connection = await signIn(server, check, check.proof, domain);
  if ('code' in connection) return yield failed('smtp-login', connection, ['smtp-from']);
  try {
    yield signedIn('smtp-login', check.proof);
    yield await fromStep(connection, server, address);
    const loginDomain = server.user.includes('@') ? domainOf(server.user) : domain;
    if (loginDomain !== domain) yield warning('smtp-from', { code: 'from-other-domain', params: { domain, loginDomain } });
  } finally {
    connection.quit();
    connection.close();
  }
}

async function signIn(server: MailServer, { ca }: SmtpCheck, proof: Proof, domain: string): Promise<SMTPConnection | Reason> {
  try {
    return await connectSmtp({ server, proof, domain, stepMs: LOGIN_MS, ...(ca === undefined ? {} : { ca }) });
  } catch (error) {
    const byToken = 'accessToken' in proof;
    const { reason } = smtpTrouble(error, { host: server.host, byToken });
    // No password is to blame.
    return byToken && reason.code === 'smtp-login-refused' ? { code: 'oauth-token-refused', params: {} } : reason;
  }
}

async function fromStep(connection: SMTPConnection, server: MailServer, address: string): Promise<Step> {
  try {
    const refusal = await probeEnvelope(connection, address, ENVELOPE_MS);
    if (refusal === null) return good('smtp-from', 'from-accepted');
    const reason = refusalReason(refusal);
    // Asked to come again: greylisted, or too much just now.
    return (refusal.status ?? 0) < 500 ? warning('smtp-from', reason) : failed('smtp-from', reason);
  } catch (error) {
    return failed('smtp-from', smtpTrouble(error, { host: server.host }).reason);
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
