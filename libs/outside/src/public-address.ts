import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an address belongs to the open internet: not to this machine, its network, a cloud's own services, or a range with
 * another meaning (IANA's registries of special addresses, IPv4 inside IPv6 included).
 */
export function isPublicAddress(address: string): boolean {
  // Short and octal forms are read in more than one way: they are no address.
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return false;
  // Also takes `::ffff:10.0.0.1` for what it is.
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !isFormerSiteLocal(parsed);
}

/** RFC 3879 has given `fec0::/10` up; machines that still use it are private. */
function isFormerSiteLocal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address instanceof ipaddr.IPv6 && address.match(ipaddr.IPv6.parse('fec0::'), 10);
}
