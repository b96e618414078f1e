/** What a mail is made of, as far as its size goes. */
export type MailContents = {
  /** Bodies in characters: plain and HTML, signature and quotes counted in. */
  readonly texts: readonly string[];
  /** Sizes of its files, bytes. */
  readonly files: readonly number[];
};

/** Header, boundaries and the head of each part, generously. */
const HEAD_BYTES = 8_000;
const PART_BYTES = 1_000;

/** How many bytes the mail will have as it goes over the wire, at most: base64 makes 78 of 57 (RFC 2045 6.8). */
export function encodedSize({ texts, files }: MailContents): number {
  const bodies = texts.reduce((sum, text) => sum + Math.max(inBase64(Buffer.byteLength(text)), asQuotedPrintable(text)), 0);
  return HEAD_BYTES + bodies + files.reduce((sum, size) => sum + inBase64(size) + PART_BYTES, 0);
}

function inBase64(bytes: number): number {
  return Math.ceil(bytes / 57) * 78;
}

/** Only what is mostly ASCII goes so, of which `=` and line ends grow. */
function asQuotedPrintable(text: string): number {
  return Math.ceil(text.length * 1.25);
}
