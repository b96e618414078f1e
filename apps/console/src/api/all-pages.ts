import type { Page } from './shapes.js';

/** Enough for the agents, teams and inboxes of one organisation; a list longer than that needs a search of its own. */
const MOST_PAGES = 20;

/** Reads a short list to its end. */
export async function allPages<Item>(fetchPage: (paging: { limit: number; cursor?: string }) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { data, next }: Page<Item> = await fetchPage({ limit: 100, ...(cursor ? { cursor } : {}) });
    items.push(...data);
    if (next === null) break;
    cursor = next;
  }
  return items;
}
