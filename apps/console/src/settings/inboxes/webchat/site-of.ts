/** A site as browsers name it, and whether more was typed than that. */
export type Site = { readonly origin: string; readonly wasCut: boolean };

/**
 * What site somebody means: `shop.example/cart` is `https://shop.example`.
 *
 * @returns null where it is none
 */
export function siteOf(typed: string): Site | null {
  const trimmed = typed.trim();
  const isLocal = /^(localhost|127\.|\[::1\])/i.test(trimmed);
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `${isLocal ? 'http' : 'https'}://${trimmed}`;
  if (trimmed === '' || !URL.canParse(address)) return null;
  const { protocol, origin, hostname, pathname, search, hash, username } = new URL(address);
  const isHost =
    /^https?:$/.test(protocol) &&
    !hostname.includes('*') &&
    (hostname.includes('.') || hostname === 'localhost' || hostname.startsWith('['));
  return isHost ? { origin, wasCut: pathname !== '/' || `${search}${hash}${username}` !== '' } : null;
}
