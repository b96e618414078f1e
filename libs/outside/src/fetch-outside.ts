import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, getCACertificates } from 'node:tls';
import { asError } from '@app/domain';
import type { Outside } from './outside.js';

export type OutsideRequest = {
  /** What is wanted, as the header `Accept` says it. */
  readonly accept: string;
  /** `User-Agent`. */
  readonly agent: string;
  readonly maxBytes: number;
  /** For all of it, redirects included. */
  readonly timeMs: number;
  /** Default: `https:` alone. */
  readonly protocols?: readonly ('http:' | 'https:')[];
  /** Default: those of the web. */
  readonly isAllowedPort?: (port: string) => boolean;
  /** A certificate authority to trust beside the system's (PEM). */
  readonly ca?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type Fetched = {
  /** Where it came from in the end. */
  readonly url: URL;
  /** `Content-Type`, as the server says it. */
  readonly type: string;
  readonly bytes: Buffer;
};

/** Why nothing was fetched: we would not (`refused`), or the other side did not give it (`away`). */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';

  constructor(
    readonly kind: 'refused' | 'away',
    /** Part of a sentence: "it is redirected too often". */
    readonly why: string,
    options?: { cause: unknown },
  ) {
    super(why, options);
  }
}

const MAX_REDIRECTS = 3;

/**
 * Fetches what somebody outside names, without being led into our own network (`threat:F1`) and without telling more than that it was
 * fetched: no cookie, no referrer, no credentials, nobody's address but ours.
 *
 * The name is resolved by `Outside`, every address of it is checked, and the connection goes to a checked one; each redirect anew.
 * Packed bytes are not unpacked.
 *
 * @throws NotFetched
 */
export async function fetchOutside(address: string, asked: OutsideRequest, outside: Outside): Promise<Fetched> {
  const time = AbortSignal.timeout(asked.timeMs);
  const signal = asked.signal ? AbortSignal.any([time, asked.signal]) : time;
  let next = address;
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const url = checkedUrl(next, asked, outside);
      const answer = await open(url, asked, { outside, signal });
      const location = redirectOf(answer);
      if (location === null)
        return { url, type: answer.headers['content-type'] ?? '', bytes: await bytesOf(answer, asked.maxBytes, signal) };
      answer.destroy();
      next = URL.parse(location, next)?.href ?? '';
    }
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    throw new NotFetched('away', asError(error).message, { cause: error });
  }
  throw new NotFetched('refused', 'it is redirected too often');
}

function checkedUrl(address: string, { protocols = ['https:'], isAllowedPort = isPortOfTheWeb }: OutsideRequest, outside: Outside): URL {
  const url = URL.parse(address);
  if (url === null || !protocols.some((one) => one === url.protocol)) throw new NotFetched('refused', 'it is no address on the web');
  if (!isAllowedPort(url.port)) throw new NotFetched('refused', 'its port is none of the web');
  const host = bareHost(url);
  if (isIP(host) !== 0 && !outside.isAllowed(host)) throw privateAddress();
  return url;
}

function isPortOfTheWeb(port: string): boolean {
  return port === '' || port === '80' || port === '443';
}

function privateAddress(): NotFetched {
  return new NotFetched('refused', 'its address is not on the internet');
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

type Way = { readonly outside: Outside; readonly signal: AbortSignal };

async function open(url: URL, { accept, agent, ca }: OutsideRequest, { outside, signal }: Way): Promise<IncomingMessage> {
  const socket = await connectTo(url, { outside, signal }, ca);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)({
    host: bareHost(url),
    path: url.pathname + url.search,
    // A connection of its own: nothing of one fetch is left for another.
    createConnection: () => socket,
    maxHeaderSize: 16 * 1024,
    signal,
    headers: { host: url.host, accept, 'accept-encoding': 'identity', 'user-agent': agent },
  });
  request
    .on('response', resolve)
    .on('error', reject)
    .on('close', () => socket.destroy())
    .end();
  return promise;
}

/** A name that has one address which is not allowed has none. */
async function connectTo(url: URL, { outside, signal }: Way, ca: string | undefined): Promise<Socket> {
  const host = bareHost(url);
  const found = await unless(signal, outside.addresses(host));
  if (found.state !== 'found') throw new Error(`${host} has no address`);
  if (!found.records.every((address) => outside.isAllowed(address))) throw privateAddress();
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const socket = outside.connect(found.records, port);
  if (url.protocol === 'http:') return socket;
  return connectTls({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ['http/1.1'],
    ...(ca !== undefined && { ca: [...getCACertificates('default'), ca] }),
  });
}

async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(asError(signal.reason));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? null) : null;
}

async function bytesOf(answer: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (answer.statusCode !== 200) throw new NotFetched('away', `the server answered ${answer.statusCode}`);
    if ((answer.headers['content-encoding'] ?? 'identity') !== 'identity') throw new NotFetched('refused', 'it is packed');
    for await (const chunk of answer) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > maxBytes) throw new NotFetched('refused', `it has more than ${maxBytes} bytes`);
      signal.throwIfAborted();
    }
  } finally {
    answer.destroy();
  }
  return Buffer.concat(chunks);
}
