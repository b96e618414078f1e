const CONTROLS = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A visitor's words as we repeat them by mail to an address that nobody has proved: mail programs make no link of anything in them
 * (`threat:H1`). A word joiner, which is not seen, stands where a link would need a dot, a slash or an at.
 */
export function inertText(text: string): string {
  return plainText(text)
    .replace(/:\/\//g, ':\u2060/\u2060/')
    .replace(/(?<=[\p{L}\p{N}_-])([.@])(?=[\p{L}\p{N}])/gu, '$1\u2060');
}

/** Lines end with LF alone; nothing turns the direction of writing. */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .toWellFormed();
}

/** Text as HTML shows it, line for line. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\n', '<br>');
}
