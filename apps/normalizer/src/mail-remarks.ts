import type { Reason } from '@app/domain';
import type { MailAddress, ParsedMail, UnreadableMail } from '@app/mail';

/**
 * What an agent should know of a mail before believing or answering it: shown above it, in the agent's language.
 *
 * @param isWhole false: only its header is here, and says nothing of its parts
 */
export function mailRemarks(mail: ParsedMail | UnreadableMail, isWhole = true): Reason[] {
  const remarks: Reason[] = [];
  const remark = (code: string, params: Reason['params'] = {}): void => void remarks.push({ code, params });
  if (mail.automatic) remark(`mail-automatic-${mail.automatic.kind}`);
  if (mail.otherFrom.length > 0) remark('mail-several-authors', { authors: shortList(mail.otherFrom) });
  const elsewhere = repliesElsewhere(mail);
  if (elsewhere.length > 0) remark('mail-reply-to-differs', { address: shortList(elsewhere) });
  if (mail.problem !== null || !isWhole) return remarks;
  if (mail.protection !== null) remark(`mail-${mail.protection}`);
  for (const repair of mail.repairs) remark(`mail-${repair}`, repair === 'attachments-left-out' ? { count: mail.leftOut.length } : {});
  return remarks;
}

/** Where answers are asked for, if that is not where the mail comes from. */
function repliesElsewhere({ from, replyTo }: ParsedMail | UnreadableMail): MailAddress[] {
  const own = from?.address.toLowerCase() ?? '';
  return replyTo.filter(({ address }) => address !== '' && address.toLowerCase() !== own);
}

/** More addresses than this would be a page. */
const MAX_NAMED = 5;

function shortList(addresses: readonly MailAddress[]): string {
  const named = addresses.slice(0, MAX_NAMED).map(({ address, name }) => (address === '' ? name : address));
  return [...named, ...(addresses.length > MAX_NAMED ? ['…'] : [])].join(', ').slice(0, 500);
}
