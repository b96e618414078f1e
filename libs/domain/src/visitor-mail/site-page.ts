/**
 * The page that a visitor is called back to: one of the inbox's own sites, without query and fragment, which may hold what only the visitor
 * should know. Whoever says they were elsewhere is believed nothing: our mail would carry their link (`threat:H1`).
 *
 * @param origins of the sites that may embed the chat
 */
export function sitePage(page: string | null, origins: readonly string[]): string | null {
  if (page === null || !URL.canParse(page)) return null;
  const { protocol, origin, pathname } = new URL(page);
  const isSite = (protocol === 'https:' || protocol === 'http:') && origins.includes(origin);
  return isSite ? `${origin}${pathname.length > 500 ? '/' : pathname}` : null;
}
