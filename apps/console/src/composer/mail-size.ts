import type { DraftFile } from './draft.js';

/** Files travel as base64 in lines: four letters for three bytes, and a line break after 76 letters. */
const IN_MAIL = (4 / 3) * (78 / 76);

/** Below this share of the limit its figure would only disturb. */
const WORTH_TELLING = 0.5;

export type MailSize = {
  /** Of the files as they are, in bytes. */
  readonly files: number;
  /** Bytes that files may have so that the mail passes. */
  readonly limit: number;
  readonly tooLarge: boolean;
};

/**
 * What the files make of a mail, before a mail server has to refuse it (fail:S2).
 *
 * @param sizeLimit bytes of a whole mail, encoded
 * @returns null while there is nothing to say
 */
export function mailSize(files: readonly DraftFile[], text: string, sizeLimit: number): MailSize | null {
  const sum = files.reduce((total, { size }) => total + size, 0);
  // Cyrillic letters are two bytes, and the text goes along twice: plain and as HTML.
  const limit = Math.max(0, Math.floor((sizeLimit - text.length * 6) / IN_MAIL));
  return sum > limit * WORTH_TELLING ? { files: sum, limit, tooLarge: sum > limit } : null;
}
