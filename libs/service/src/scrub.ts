const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // User and password of a URL, before addresses: they hold an @ too.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@'],
  // A bot's token, alone or in a path of the Bot API.
  [/(?<!\d)\d{3,}:[\w-]{20,}/g, '***'],
  [/\botk_[\w-]+/g, '***'],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 ***'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '***'],
  // One-time links, signed links.
  [/([?&#/](?:token|signature|sig|key|setup|invite|reset|links)[=/])[\w.~-]{8,}/gi, '$1***'],
  [/[^\s@/*<>"'(),:;[\]]+@[^\s@<>"'(),:;[\]]+/gu, '***@***'],
];

/** Takes addresses, tokens and passwords out of a text that goes to a log. */
export function scrub(text: string): string {
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}
