import { firstValueOf, type HeaderBlock, unfold, valuesOf } from '../head/header-block.js';
import type { AutomaticSign } from '../parsed-mail.js';

/**
 * Says whether a mail was written by a machine, and by which sign (RFC 3834 and what came before it); null for a person's.
 *
 * The one place that decides it (`fail:L7`).
 *
 * @param author address of the first author, '' when there is none
 */
export function findAutomaticSign(block: HeaderBlock, author: string): AutomaticSign | null {
  return reportSign(block) ?? bounceSign(block, author) ?? autoReplySign(block) ?? bulkSign(block);
}

/** `multipart/report` says what it reports (RFC 6522). */
function reportSign(block: HeaderBlock): AutomaticSign | null {
  const contentType = lower(firstValueOf(block, 'content-type'));
  if (!contentType.startsWith('multipart/report')) return null;
  if (contentType.includes('disposition-notification')) return { kind: 'receipt', sign: 'report-type' };
  if (contentType.includes('feedback-report')) return { kind: 'complaint', sign: 'report-type' };
  return { kind: 'bounce', sign: 'report-type' };
}

function bounceSign(block: HeaderBlock, author: string): AutomaticSign | null {
  if (valuesOf(block, 'x-failed-recipients').length > 0) return { kind: 'bounce', sign: 'x-failed-recipients' };
  const nobody = unfold(firstValueOf(block, 'return-path') ?? '') === '<>';
  if (MAILER_DAEMON.test(author)) return { kind: 'bounce', sign: 'from' };
  return nobody ? { kind: 'auto-reply', sign: 'return-path' } : null;
}

function autoReplySign(block: HeaderBlock): AutomaticSign | null {
  const submitted = lower(firstValueOf(block, 'auto-submitted'));
  if (submitted !== '' && !/^no\b/.test(submitted)) return { kind: 'auto-reply', sign: 'auto-submitted' };
  const header = AUTO_REPLY_HEADERS.find((name) => firstValueOf(block, name) !== null);
  if (header) return { kind: 'auto-reply', sign: header };
  return lower(firstValueOf(block, 'precedence')) === 'auto_reply' ? { kind: 'auto-reply', sign: 'precedence' } : null;
}

function bulkSign(block: HeaderBlock): AutomaticSign | null {
  if (/^(bulk|junk|list)$/.test(lower(firstValueOf(block, 'precedence')))) return { kind: 'bulk', sign: 'precedence' };
  const list = block.fields.find((field) => LIST_HEADER.test(field.name));
  return list ? { kind: 'bulk', sign: list.name } : null;
}

const MAILER_DAEMON = /^(mailer-daemon|mail-daemon)@/i;
const AUTO_REPLY_HEADERS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply-from'];
const LIST_HEADER = /^list-(id|post|unsubscribe|help|subscribe|owner)$/;

function lower(value: string | null): string {
  return unfold(value ?? '').toLowerCase();
}
