import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import { within } from './deadline.js';
import type { MailLogin } from './mail-login.js';
import { addressOf } from './private-host.js';

/** Without a word for this long the connection counts as dead, ms. Whoever waits for news says something sooner. */
const SILENCE_MS = 120_000;
/** Larger literals and lines end the connection (`threat:D6`). A line holds the answer to a search: 8 bytes a mail. */
const LARGEST_LITERAL = 64 * 1024 * 1024;
const LONGEST_LINE = 32 * 1024 * 1024;

/**
 * Connects to a mailbox and signs in. The connection never idles by itself, and an error of it that nobody hears ends nothing
 * (`fail:I7`): the command that suffers from it rejects.
 *
 * @param commandMs how long each step may take, ms
 * @throws what the server or the network says: `imapTrouble` understands it; DeskError invalid/tls-needed; the signal's reason
 */
export async function connectImap({ server, proof, address, ca, signal }: MailLogin, commandMs: number): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: address ?? (await within(commandMs, addressOf(server), () => {}, signal)),
    ...(server.tls === 'none' || isIP(server.host) !== 0 ? {} : { servername: server.host }),
    port: server.port,
    secure: server.tls === 'implicit',
    // True: required, and never gone on without.
    ...(server.tls === 'implicit' ? {} : { doSTARTTLS: server.tls === 'starttls' }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    auth: { user: server.user, ...('password' in proof ? { pass: proof.password } : { accessToken: proof.accessToken }) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: commandMs,
    greetingTimeout: commandMs,
    socketTimeout: SILENCE_MS,
    maxLineLength: LONGEST_LINE,
    maxLiteralSize: LARGEST_LITERAL,
    maxResponseSize: 2 * LARGEST_LITERAL,
  });
  client.on('error', () => {});
  try {
    await within(commandMs, client.connect(), () => client.close(), signal);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
