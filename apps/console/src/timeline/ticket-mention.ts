/** Parts the words of an event where they name a ticket, as `#42` or `№42`; null where they name none. */
export function ticketMention(text: string, number: unknown): { before: string; mention: string; after: string } | null {
  if (typeof number !== 'number') return null;
  const mention = new RegExp(`[#№]${number}(?!\\d)`, 'u').exec(text);
  if (mention === null) return null;
  return { before: text.slice(0, mention.index), mention: mention[0], after: text.slice(mention.index + mention[0].length) };
}
