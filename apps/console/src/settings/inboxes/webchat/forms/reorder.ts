/** The list with one item a place further up (-1) or down (1); the same where there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const item = items[from];
  const to = from + by;
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return withAt(withoutAt(items, from), to, item);
}

export function withoutAt<Item>(items: readonly Item[], at: number): Item[] {
  return items.filter((_, place) => place !== at);
}

export function withAt<Item>(items: readonly Item[], at: number, item: Item): Item[] {
  return [...items.slice(0, at), item, ...items.slice(at)];
}
