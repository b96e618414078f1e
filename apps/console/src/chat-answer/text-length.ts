/** Of one message in Telegram, in UTF-16 units. @see https://core.telegram.org/bots/api#sendmessage */
export const LONGEST_TEXT = 4_096;
/** From so many left on it is said. */
const NEAR = 500;

export type TextLength = {
  /** Messages that the text takes; about, since it is split between words. */
  readonly parts: number;
  /** Characters that are left in one message; null where it is far from full, or more than one. */
  readonly left: number | null;
};

export function lengthOf(text: string): TextLength {
  const { length } = text.trim();
  const left = LONGEST_TEXT - length;
  return { parts: Math.ceil(length / LONGEST_TEXT), left: left >= 0 && left <= NEAR ? left : null };
}
