import { lookup } from 'node:dns/promises';
import { asError } from '@app/domain';
import type { DnsAnswer } from './dns.js';
import { connectTo, type Outside } from './outside.js';

/**
 * Connects as everything else on this machine does: names by its own resolver, its file of hosts included. For hosts that an
 * administrator typed: anything goes.
 */
export function fromHere(): Outside {
  return { addresses: lookedUp, isAllowed: () => true, connect: connectTo };
}

async function lookedUp(host: string): Promise<DnsAnswer<string>> {
  try {
    return { state: 'found', records: (await lookup(host, { all: true })).map(({ address }) => address) };
  } catch (error) {
    const { code = 'EUNKNOWN' }: NodeJS.ErrnoException = asError(error);
    return code === 'ENOTFOUND' ? { state: 'no-name', records: [] } : { state: 'failed', records: [], code };
  }
}
