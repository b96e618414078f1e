import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { MailServer } from '@app/contracts';
import { DeskError } from '@app/domain';
import { resolvable } from './resolvable.js';

/**
 * The address to connect to. Without TLS only a private or loopback one: passwords must not cross the internet in clear.
 *
 * The name is resolved here and the address handed on, so that what was checked is what is connected to.
 *
 * @throws DeskError invalid/tls-needed; the resolver's error for an unknown name
 */
export async function addressOf(server: MailServer): Promise<string> {
  await resolvable(server.host);
  if (server.tls !== 'none') return server.host;
  const addresses = isIP(server.host) ? [server.host] : (await lookup(server.host, { all: true })).map((found) => found.address);
  const [first] = addresses;
  if (first !== undefined && addresses.every(isPrivateAddress)) return first;
  throw new DeskError('invalid', 'tls-needed', `${server.host} is not a private address: choose TLS for it.`);
}

export function isPrivateAddress(address: string): boolean {
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** RFC 1918, 1122, 3927, 6598, 4193, 4291. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('127.0.0.0', 8);
PRIVATE.addSubnet('169.254.0.0', 16);
PRIVATE.addSubnet('100.64.0.0', 10);
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
