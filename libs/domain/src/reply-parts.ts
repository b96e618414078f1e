/** One call to the Bot API: a stretch of text, or one file. */
export type ReplyPart = { readonly text: string } | { readonly attachmentId: string };

/** Most UTF-16 units of one message. @see https://core.telegram.org/bots/api#sendmessage */
export const TELEGRAM_TEXT_LIMIT = 4096;

/** Cuts an answer into what Telegram takes at once: the text in stretches, then each file. */
export function telegramParts(text: string, attachmentIds: readonly string[]): readonly ReplyPart[] {
  const stretches = splitText(text, TELEGRAM_TEXT_LIMIT).map((stretch) => ({ text: stretch }));
  return [...stretches, ...attachmentIds.map((attachmentId) => ({ attachmentId }))];
}

/**
 * Splits text at most `limit` UTF-16 units long: at the last line break, else the last space, of the second half; never inside
 * a surrogate pair. White space at the seams is dropped.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = seam(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest.length > 0) parts.push(rest);
  return parts;
}

function seam(text: string, limit: number): number {
  const window = text.slice(0, limit + 1);
  for (const mark of ['\n', ' ']) {
    const at = window.lastIndexOf(mark);
    if (at > limit / 2) return at;
  }
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
