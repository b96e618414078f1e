import type { MailServer } from '@app/contracts';
import type { ImapFlow } from 'imapflow';
import { addressOf } from '../private-host.js';

/** Without a word for this long the connection counts as dead, ms. The longest silence of ours is `ImapSession.awaitNews`. */
const SILENCE_MS = 120_000;
/** Larger literals and lines end the connection (`threat:D6`). A line holds the answer to a search: 8 bytes a mail. */
const LARGEST_LITERAL = 64 * 1024 * 1024;
const LONGEST_LINE = 32 * 1024 * 1024;

type Options = Omit<ConstructorParameters<typeof ImapFlow>[0], 'auth'>;

/** How a mailbox is connected to. @throws DeskError invalid/tls-needed */
export async function connectionOf(server: MailServer, ca: string | undefined, commandMs: number): Promise<Options> {
  return {
    host: await addressOf(server),
    port: server.port,
    secure: server.tls === 'implicit',
    // True: required, and never gone on without.
    ...(server.tls === 'implicit' ? {} : { doSTARTTLS: server.tls === 'starttls' }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: commandMs,
    greetingTimeout: commandMs,
    socketTimeout: SILENCE_MS,
    maxLineLength: LONGEST_LINE,
    maxLiteralSize: LARGEST_LITERAL,
    maxResponseSize: 2 * LARGEST_LITERAL,
  };
}
