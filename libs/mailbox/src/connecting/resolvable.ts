import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Dns } from '@app/outside';

/** Of names whose name servers do not answer: one after the other. */
let waiting: Promise<unknown> = Promise.resolve();

/**
 * Makes sure that the machine's resolver will not be long about a name.
 *
 * It holds a thread for as long as the name servers are silent, and Node lends it two: a few mailboxes whose DNS hangs would keep all
 * others from connecting (`fail:I7`). So DNS is asked without a thread first, and where it is silent the resolver, which may know the
 * name from the file of hosts, is asked for one name at a time.
 *
 * @throws the resolver's error for a name that nobody knows of
 */
export async function resolvable(host: string, dns = new Dns()): Promise<void> {
  if (isIP(host) !== 0) return;
  const { state } = await dns.addresses(host);
  if (state !== 'failed') return;
  const asked = waiting.then(() => lookup(host));
  waiting = asked.catch(() => {});
  await asked;
}
