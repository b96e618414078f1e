import type { TimelineItem } from '../api/shapes.js';

/** Pages of the site on which visitors wrote, by the ids of their messages; none where it is the page of the message before. */
export function newPages(timeline: readonly TimelineItem[]): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  let last: string | null = null;
  for (const item of timeline) {
    const page = item.type === 'message' ? pageOf(item.remarks) : null;
    if (page !== null && page !== last) pages.set(item.id, page);
    last = page ?? last;
  }
  return pages;
}

/** Null where it is no page of the web: it becomes a link. */
function pageOf(remarks: readonly { readonly code: string; readonly params: Readonly<Record<string, unknown>> }[]): string | null {
  const page = remarks.find(({ code }) => code === 'visitor-page')?.params.page;
  return typeof page === 'string' && /^https?:\/\//.test(page) ? page : null;
}

/** Without its scheme, in the letters that people read: what cannot be seen, or turns the writing around, stays as it was sent. */
export function shownPage(page: string): string {
  const { host, pathname } = new URL(page);
  return host + (pathname === '/' ? '' : readable(pathname));
}

function readable(path: string): string {
  try {
    return decodeURI(path).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, encodeURIComponent);
  } catch {
    return path;
  }
}
