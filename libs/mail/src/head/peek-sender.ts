import { readAddresses } from './addresses.js';
import { readHeaderBlock, valuesOf } from './header-block.js';

/**
 * The first author's address in lower case, '' when there is none: the key under which one sender's mails keep their order.
 *
 * Reads the header alone, so it may run on the main thread.
 */
export function peekSender(raw: Buffer): string {
  return readAddresses(valuesOf(readHeaderBlock(raw), 'from'))[0]?.address.toLowerCase() ?? '';
}
