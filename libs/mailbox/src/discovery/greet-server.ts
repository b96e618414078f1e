import { isIP, type Socket } from 'node:net';
import { connect as connectTls, getCACertificates, type TLSSocket } from 'node:tls';
import type { TlsMode } from '@app/contracts';
import { asError, type Reason } from '@app/domain';
import type { Outside } from '@app/outside';
import { HungUp, ServerLine } from './server-line.js';
import { speakImap, speakSmtp, Unfit, type WhatItCan } from './speak-mail.js';
import { tlsTrouble } from './tls-trouble.js';

export type MailProtocol = 'imap' | 'smtp';

/** Where a mail server is said to be. */
export type ServerPlace = {
  readonly protocol: MailProtocol;
  readonly host: string;
  readonly port: number;
  readonly tls: TlsMode;
};

export type Greeted =
  | {
      readonly ok: true;
      /** What was connected to. */
      readonly address: string;
      /** Its first words; some servers tell the time. */
      readonly greeting: string;
      /** In upper case, as the server says them: `IDLE`, `AUTH=PLAIN`; of SMTP the lines of EHLO: `AUTH PLAIN LOGIN`, `SIZE 1000`. */
      readonly capabilities: readonly string[];
      /** Whether names and passwords are taken at all, once the line is safe. */
      readonly takesLogin: boolean;
    }
  | { readonly ok: false; readonly reason: Reason };

export type GreetOptions = {
  /** Which hosts may be reached, and how. */
  readonly outside: Outside;
  /** For all of it, ms (default 6,000): some servers let strangers wait before they greet. */
  readonly timeMs?: number | undefined;
  /** For the connection alone, ms (default: `timeMs`): what a firewall swallows is known soon. */
  readonly connectMs?: number | undefined;
  /** A certificate authority to trust beside the system's (PEM). */
  readonly ca?: string | undefined;
  /** What we call ourselves (EHLO). */
  readonly domain?: string | undefined;
  /** Gives up before its time. */
  readonly signal?: AbortSignal | undefined;
};

const TIME_MS = 6_000;

/**
 * Connects to a mail server, as far as one comes without a password: TLS with a certificate that holds for the name, the greeting of
 * the right protocol, STARTTLS where it is asked for, and what the server can.
 *
 * Never rejects and never hangs: what is wrong is the reason, `server-...`.
 */
export async function greetServer(place: ServerPlace, options: GreetOptions): Promise<Greeted> {
  const { host, port } = place;
  const { timeMs = TIME_MS, connectMs = timeMs } = options;
  const time = AbortSignal.timeout(timeMs);
  const signal = options.signal ? AbortSignal.any([time, options.signal]) : time;
  const visit: Visit = { stage: 'name', socket: null };
  const late = new Promise<never>((_, reject) => {
    const end = (): void => reject(LATE[visit.stage]);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    visit.timer = setTimeout(() => (visit.stage === 'greeting' ? undefined : end()), connectMs);
  });
  late.catch(() => {});
  try {
    const greeting = greet(place, options, visit);
    greeting.catch(() => {});
    return await Promise.race([greeting, late]);
  } catch (error) {
    const { code, params } = reasonOf(error, visit);
    return { ok: false, reason: { code, params: { host, port, ...params } } };
  } finally {
    clearTimeout(visit.timer);
    visit.socket?.destroy();
    // Nothing is opened for a visit that is over.
    visit.isOver = true;
  }
}

/** How far it came. */
type Visit = { stage: 'name' | 'connection' | 'greeting'; socket: Socket | null; isOver?: boolean; timer?: NodeJS.Timeout };

/** What the time ran out for. */
const LATE = {
  name: new Unfit('server-name-unresolved', { error: 'ETIMEOUT' }),
  connection: new Unfit('server-unreachable'),
  greeting: new Unfit('server-silent'),
} as const;

async function greet(place: ServerPlace, options: GreetOptions, visit: Visit): Promise<Greeted> {
  const addresses = await addressesOf(place.host, options.outside);
  if (visit.isOver === true) throw new HungUp('over');
  visit.stage = 'connection';
  const socket = options.outside.connect(addresses, place.port);
  visit.socket = socket;
  socket.on('error', () => {});
  await connected(socket, 'connect');
  visit.stage = 'greeting';
  const address = addresses.find((one) => one === socket.remoteAddress) ?? addresses[0] ?? '';
  const secured = async (plain: Socket): Promise<Socket> => {
    const tls = secure(plain, place.host, options.ca);
    visit.socket = tls;
    await connected(tls, 'secureConnect');
    return tls;
  };
  const line = new ServerLine(place.tls === 'implicit' ? await secured(socket) : socket);
  const upgrade = place.tls === 'starttls' ? async (plain: Socket) => new ServerLine(await secured(plain)) : null;
  const can: WhatItCan =
    place.protocol === 'imap' ? await speakImap(line, upgrade) : await speakSmtp(line, upgrade, options.domain ?? '[127.0.0.1]');
  return { ok: true, address, ...can };
}

async function addressesOf(host: string, outside: Outside): Promise<readonly string[]> {
  const found = await outside.addresses(host);
  if (found.state === 'failed') throw new Unfit('server-name-unresolved', { error: found.code });
  if (found.state !== 'found') throw new Unfit('server-unknown-host');
  if (!found.records.every((address) => outside.isAllowed(address))) throw new Unfit('server-private-address');
  return found.records;
}

function secure(socket: Socket, host: string, ca: string | undefined): TLSSocket {
  const tls = connectTls({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca: [...getCACertificates('default'), ca] }),
  });
  tls.on('error', () => {});
  return tls;
}

function connected(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once('error', reject);
    socket.once('close', () => reject(new HungUp('The server ended the connection.')));
  });
}

function reasonOf(thrown: unknown, { stage }: Visit): Reason {
  if (thrown instanceof Unfit) return thrown.reason;
  const error = firstOf(asError(thrown));
  const tls = tlsTrouble(error);
  if (tls !== null) return tls;
  if (error.code === 'ECONNREFUSED') return { code: 'server-refused-connection', params: {} };
  if (stage === 'greeting') return { code: 'server-hung-up', params: {} };
  if (error instanceof HungUp || error.code === 'ECONNRESET') return { code: 'server-refused-connection', params: {} };
  return { code: 'server-unreachable', params: {} };
}

/** Where several addresses were tried, the first one's error says most. */
function firstOf(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  return error instanceof AggregateError && error.errors.length > 0 ? asError(error.errors[0]) : error;
}
