/**
 * What others wrote stands in errors, at any length: each pattern looks at a character a bounded number of times. One that may begin
 * anywhere within a run of what it takes begins where the run does (`(?<!...)`), or takes a bounded piece of it.
 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // User and password of a URL, before addresses: they hold an @ too.
  [/:\/\/[^\s/@]+@/g, '://***@'],
  // A bot's token, alone or in a path of the Bot API.
  [/(?<!\d)\d{3,}:[\w-]{20,}/g, '***'],
  [/\botk_[\w-]+/g, '***'],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 ***'],
  [/\beyJ[\w-]{1,1000}\.[\w-]+\.[\w-]*/g, '***'],
  // One-time links, signed links.
  [/([?&#/](?:token|signature|sig|key|setup|invite|reset|links)[=/])[\w.~-]{8,}/gi, '$1***'],
  [/(?<![^\s@/*<>"'(),:;[\]])[^\s@/*<>"'(),:;[\]]+@[^\s@<>"'(),:;[\]]+/gu, '***@***'],
];

/** Takes addresses, tokens and passwords out of a text that goes to a log. */
export function scrub(text: string): string {
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}
