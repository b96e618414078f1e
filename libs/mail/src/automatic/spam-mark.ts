import { type HeaderBlock, unfold, valuesOf } from '../head/header-block.js';

/** What filters write on a mail that they take for spam, and deliver all the same; values in lower case. */
const MARKS: readonly (readonly [string, RegExp])[] = [
  // SpamAssassin, amavis, Rspamd.
  ['x-spam-flag', /^(yes|true)\b/],
  ['x-spam', /^(yes|true)\b/],
  ['x-spam-status', /^yes\b/],
  ['x-rspamd-action', /^(reject|add[ _-]header|rewrite[ _-]subject|quarantine)\b/],
  // Bogofilter.
  ['x-bogosity', /^(spam|yes)\b/],
  // Exchange.
  ['x-forefront-antispam-report', /(^|;) ?sfv:spm(;|$)/],
];

/**
 * Did a mail server on the way mark a mail as spam? Its From is forged then, as a rule: who stands there must hear nothing of it.
 *
 * One mark is enough, whoever made it: a false one costs its author a word of thanks, and no more.
 */
export function isMarkedSpam(block: HeaderBlock): boolean {
  return MARKS.some(([name, says]) => valuesOf(block, name).some((value) => says.test(unfold(value).trim().toLowerCase())));
}
