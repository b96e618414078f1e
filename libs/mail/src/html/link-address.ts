/** Longer than the longest links of newsletters. */
const MAX_LENGTH = 8_000;
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * Where a link of a mail may lead: a place on the web, an address or a number to call (`threat:B12`).
 *
 * A relative address would lead into the console, and is none.
 *
 * @returns the address without what browsers pass over in it; null where it leads nowhere
 */
export function linkAddress(href: string): string | null {
  // Browsers take tabs and line ends out of an address, wherever they stand, and blanks and controls from its ends (WHATWG URL 4.4).
  const bare = href.replace(/[\t\n\r]/g, '').replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');
  const address = (/^www\.[\w-]+\./i.test(bare) ? `https://${bare}` : bare).replaceAll(' ', '%20');
  if (address === '' || address.length > MAX_LENGTH || /[\0-\x20"<>\\^`{|}]/.test(address.replace(/[{|}^`]/g, ''))) return null;
  const url = URL.parse(address);
  return url !== null && SCHEMES.has(url.protocol) ? address : null;
}
