import { connect, isIP, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Dns, type DnsAnswer } from './dns.js';
import { isPublicAddress } from './public-address.js';

/** What of the world may be reached, and how. */
export type Outside = {
  /** Addresses of a host. */
  addresses(host: string): Promise<DnsAnswer<string>>;
  isAllowed(address: string): boolean;
  /** A connection to one of the addresses, whichever answers first. */
  connect(addresses: readonly string[], port: number): Socket;
};

export type OutsideOptions = {
  /** Who is asked for names (default: a `Dns` with the system's servers). */
  readonly dns?: Dns;
  /** Networks of our own that may be reached all the same, as CIDR (default: none). */
  readonly allow?: readonly string[] | undefined;
};

/**
 * The open internet, and what of our own network is allowed.
 *
 * Whoever names a host from outside (a mail, an answer of DNS, a redirect) must not lead us into our own network (`threat:F1`): every
 * address of a name is checked, and the connection goes to a checked one.
 */
export function outside({ dns = new Dns(), allow = [] }: OutsideOptions = {}): Outside {
  const networks = allow.map((cidr) => ipaddr.parseCIDR(cidr.includes('/') ? cidr : `${cidr}/${isIP(cidr) === 6 ? 128 : 32}`));
  return {
    addresses: (host) => dns.addresses(host),
    isAllowed: (address) => isPublicAddress(address) || networks.some((network) => isIn(address, network)),
    connect: connectTo,
  };
}

/** For hosts that an administrator typed: anything goes. */
export function anywhere(dns: Dns = new Dns()): Outside {
  return { addresses: (host) => dns.addresses(host), isAllowed: () => true, connect: connectTo };
}

function isIn(address: string, [network, bits]: [ipaddr.IPv4 | ipaddr.IPv6, number]): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

/** To whichever of the addresses answers first. */
export function connectTo(addresses: readonly string[], port: number): Socket {
  const [first = ''] = addresses;
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return connect({
    // Never looked up: `lookup` has the addresses already.
    host: addresses.length === 1 ? first : 'checked.invalid',
    port,
    autoSelectFamily: true,
    lookup: (_host, options, done) => (options.all === true ? done(null, found) : done(null, first, isIP(first))),
  });
}
