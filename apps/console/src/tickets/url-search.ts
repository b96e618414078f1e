/** Search parameters as the router keeps them: a key given once is a text, given often a list. */
export type UrlSearch = Record<string, string | string[]>;

/** Reads `?state=new&state=open&q=x`. The router's own way would be JSON in the address, which nobody can read. */
export function parseSearch(text: string): UrlSearch {
  const search: UrlSearch = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = search[key];
    search[key] = before === undefined ? value : [before, value].flat();
  }
  return search;
}

/** Writes what `parseSearch` reads; keys without a value are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of [value].flat()) if (typeof one === 'string') params.append(key, one);
  }
  const text = params.toString();
  return text && `?${text}`;
}
