import type { LocalConfig } from '@app/service';
import { bad, type Finding, good } from './finding.js';

/** Files of customers are shown from the public address: on the console's own host a script in one would be the console's. */
export async function checkAddresses({ PUBLIC_URL, PUBLIC_SITE_URL }: LocalConfig): Promise<Finding[]> {
  const [staff, site] = [new URL(PUBLIC_URL), new URL(PUBLIC_SITE_URL)];
  const shown = `${PUBLIC_URL} for staff, ${PUBLIC_SITE_URL} for customers`;
  if (staff.hostname === site.hostname) {
    return [
      bad(
        'addresses',
        `${shown}: the same host`,
        'Give PUBLIC_SITE_URL a host name of its own: one host is one site for cookies, whatever its ports.',
      ),
    ];
  }
  const plain = [staff, site].filter((url) => url.protocol === 'http:' && !isLocal(url.hostname));
  if (plain.length === 0) return [good('addresses', shown)];
  return [
    good(
      'addresses',
      `${shown}; plain http, so passwords cross the network readable: put a proxy with TLS before it, or keep to a private network`,
    ),
  ];
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
