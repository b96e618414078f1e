import { Resolver } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { asError, DeskError } from '@app/domain';
import { shownAs, sniffType } from '@app/store';
import { imageSize } from 'image-size';
import { isPublicAddress } from './public-address.js';

/** What the proxy takes, and for how long it waits for all of it, redirects included. */
const MAX_BYTES = 5 * 1024 * 1024;
const MAX_PIXELS = 40_000_000;
const TIME_MS = 10_000;
const MAX_REDIRECTS = 3;

/** What of the world may be reached. */
export type Outside = {
  /** Addresses of a name. */
  resolve(host: string): Promise<readonly string[]>;
  isAllowed(address: string): boolean;
  isAllowedPort(port: string): boolean;
};

/** The open internet at the ports of the web. */
export const INTERNET: Outside = {
  resolve: resolveName,
  isAllowed: isPublicAddress,
  isAllowedPort: (port) => port === '' || port === '80' || port === '443',
};

export type OutsideImage = { readonly type: string; readonly bytes: Buffer };

/**
 * Fetches a picture that somebody outside names, without being led into our own network (`threat:F1`) and without telling more
 * than that it was fetched: no cookie, no referrer, nobody's address but ours.
 *
 * The name is resolved here, every address of it is checked, and the connection goes to a checked one; each redirect anew. What
 * comes is a picture by its first bytes, or nothing.
 *
 * @param timeMs for all of it, redirects included (default 10,000)
 * @throws DeskError invalid/image-refused (an address that is not reached, no picture, too large), unavailable/image-away
 */
export async function fetchOutsideImage(address: string, outside: Outside = INTERNET, timeMs = TIME_MS): Promise<OutsideImage> {
  const signal = AbortSignal.timeout(timeMs);
  let next = address;
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await open(await checked(next, outside), outside, signal);
      const location = redirectOf(answer);
      if (location === null) return await pictureOf(answer);
      answer.destroy();
      next = URL.parse(location, next)?.href ?? '';
    }
  } catch (error) {
    if (error instanceof DeskError) throw error;
    throw new DeskError('unavailable', 'image-away', `The picture could not be fetched: ${asError(error).message}`, { cause: error });
  }
  throw refused('it is redirected too often');
}

async function checked(address: string, outside: Outside): Promise<URL> {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused('it is no address on the web');
  if (!outside.isAllowedPort(url.port)) throw refused('its port is none of the web');
  // A numeric address is connected to without being looked up.
  const host = bareHost(url);
  if (isIP(host) !== 0 && !outside.isAllowed(host)) throw refused('its address is not on the internet');
  return url;
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function open(url: URL, outside: Outside, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)({
    host: bareHost(url),
    port: url.port === '' ? undefined : url.port,
    path: url.pathname + url.search,
    // A connection of its own: nothing of one fetch is left for another.
    agent: false,
    lookup: checkedLookup(outside),
    maxHeaderSize: 16 * 1024,
    signal,
    headers: {
      host: url.host,
      accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
      'accept-encoding': 'identity',
      'user-agent': 'Mozilla/5.0 (compatible; Otklik image proxy)',
    },
  });
  request.on('response', resolve).on('error', reject).end();
  return promise;
}

/** Gives a connection only addresses that are allowed; a name that has one that is not has none. */
function checkedLookup(outside: Outside): LookupFunction {
  return (host, options, done) => {
    outside.resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every((address) => outside.isAllowed(address))) {
          done(refused('its address is not on the internet'), '');
          return;
        }
        if (options.all)
          return done(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
        done(null, first, isIP(first));
      },
      (error: unknown) => done(asError(error), ''),
    );
  };
}

/** By questions to the name server alone: no file of this machine gives a name another meaning, and no thread of it is held. */
async function resolveName(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length === 0) throw new Error(`${host} has no address`);
  return addresses;
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? null) : null;
}

async function pictureOf(answer: IncomingMessage): Promise<OutsideImage> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (answer.statusCode !== 200) throw new Error(`the server answered ${answer.statusCode}`);
    if ((answer.headers['content-encoding'] ?? 'identity') !== 'identity') throw refused('it is packed');
    for await (const chunk of answer) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > MAX_BYTES) throw refused(`it has more than ${MAX_BYTES} bytes`);
    }
  } finally {
    answer.destroy();
  }
  const bytes = Buffer.concat(chunks);
  const type = shownAs(await sniffType(bytes));
  if (type === null) throw refused('it is no picture');
  if (pixelsOf(bytes) > MAX_PIXELS) throw refused('it has too many points');
  return { type, bytes };
}

/** A picture of few bytes can be one of many points, which the reader's browser would have to hold. */
function pixelsOf(bytes: Buffer): number {
  try {
    const { width, height } = imageSize(bytes);
    return width * height;
  } catch {
    return Infinity;
  }
}

function refused(why: string): DeskError {
  return new DeskError('invalid', 'image-refused', `The picture is not fetched: ${why}.`);
}
