/** Whom a browser was when its site named its user. */
export type BrowserOf = { readonly id: string; readonly subject: string | null; readonly mergedInto: string | null };

/**
 * What follows for the browser.
 *
 * `stay`: it was that user already · `claim`: who was anonymous is that user · `merge`: who was anonymous turns out to be a visitor who was named
 * so before · `enter`: it turns to that visitor · `begin`: nobody was named so before
 */
export type Following =
  | { readonly kind: 'stay' | 'claim' | 'enter'; readonly visitor: string }
  | { readonly kind: 'merge'; readonly visitor: string; readonly from: string }
  | { readonly kind: 'begin' };

/**
 * Somebody who was named otherwise is never made one with who is named now: a browser may change hands.
 *
 * @param owner who was named so before
 */
export function whatFollows(browser: BrowserOf | null, subject: string, owner: string | null): Following {
  if (browser?.subject === subject) return { kind: 'stay', visitor: browser.id };
  const isAnonymous = browser !== null && browser.subject === null && browser.mergedInto === null;
  if (isAnonymous) return owner === null ? { kind: 'claim', visitor: browser.id } : { kind: 'merge', visitor: owner, from: browser.id };
  return owner === null ? { kind: 'begin' } : { kind: 'enter', visitor: owner };
}
