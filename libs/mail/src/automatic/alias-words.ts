import { plainAddress } from '../head/addresses.js';

/**
 * Reads which address a recipient stood for, where a report says it in words.
 *
 * Postfix: `<kate@in.test> (expanded from <sales@shop.test>): ...`. Exim, on the next line: `(generated from sales@shop.test)`. Sendmail:
 * `(expanded from: sales@shop.test)`.
 *
 * @returns the addresses before, by the one that failed, in lower case; linear in the text
 */
export function aliasesIn(report: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, failed = '', before = ''] of report.matchAll(STOOD_FOR)) {
    const [key, alias] = [plainAddress(failed).toLowerCase(), plainAddress(before)];
    if (key !== '' && alias !== '') found.set(key, [...(found.get(key) ?? []), alias]);
    if (found.size === MAX_ALIASES) break;
  }
  return found;
}

const MAX_ALIASES = 100;
const STOOD_FOR =
  /(?<![^\s<])([^\s<>@]{1,64}@[^\s<>@():]{1,255})>?:?[ \t]{0,4}\n?[ \t]{0,9}\((?:expanded|generated) from:?[ \t]{0,4}<?([^\s<>@()]{1,64}@[^\s<>@():]{1,255})>?\)/gi;
