import type { LocalConfig } from '@app/service';
import { bad, checkOf, type Finding, good } from './finding.js';

/** Files of customers are shown from the public address: on the console's own host a script in one would be the console's. */
export async function checkAddresses({ PUBLIC_URL, PUBLIC_SITE_URL }: LocalConfig): Promise<Finding[]> {
  const [staff, site] = [new URL(PUBLIC_URL), new URL(PUBLIC_SITE_URL)];
  const params = { staff: PUBLIC_URL, site: PUBLIC_SITE_URL };
  const check = checkOf('addresses');
  if (staff.hostname === site.hostname) return [bad(check, { code: 'doctor-one-host', params })];
  const isPlain = [staff, site].some((url) => url.protocol === 'http:' && !isLocal(url.hostname));
  return [
    isPlain ? { check, level: 'warning', detail: { code: 'doctor-plain-http', params } } : good(check, 'doctor-addresses-good', params),
  ];
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
