import { isIP } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { within } from './deadline.js';
import type { MailLogin } from './mail-login.js';
import { addressOf } from './private-host.js';

const STEP_MS = 20_000;
/** Without a word for this long the connection counts as dead, ms. Servers scan mails before they answer the final dot. */
const SILENCE_MS = 120_000;

export type SmtpLogin = MailLogin & {
  /** What we call ourselves (EHLO). */
  readonly domain: string;
  /** How long each step until we are signed in may take, ms (default 20,000). */
  readonly stepMs?: number;
};

/**
 * Connects to a sending server and signs in. The connection's later errors are the caller's to hear; unheard they end nothing.
 *
 * @throws what the server or the network says: `smtpTrouble` understands it; DeskError invalid/tls-needed; the signal's reason
 */
export async function connectSmtp({ server, proof, domain, address, ca, signal, stepMs = STEP_MS }: SmtpLogin): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host: address ?? (await within(stepMs, addressOf(server), () => {}, signal)),
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    ...(server.tls === 'none' || isIP(server.host) !== 0 ? {} : { servername: server.host }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    name: domain,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    dnsTimeout: stepMs,
    socketTimeout: SILENCE_MS,
    socketCloseTimeout: 0,
  });
  const failed = new Promise<never>((_, reject) => connection.on('error', reject));
  failed.catch(() => {});
  const step = (run: (done: (error?: Error | null) => void) => void): Promise<void> =>
    within(stepMs, Promise.race([failed, settled(run)]), () => connection.close(), signal);
  try {
    await step((done) => connection.connect(done));
    await step((done) => connection.login(credentials(server.user, proof), done));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

type Auth = Parameters<SMTPConnection['login']>[0];

function credentials(user: string, proof: MailLogin['proof']): Auth {
  if ('password' in proof) return { user, pass: proof.password };
  return { user, oauth2: new XOAuth2({ user, accessToken: proof.accessToken }) };
}

/** Calls back once: the first word counts. */
function settled(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}
