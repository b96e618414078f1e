import type { IncomingMessage } from './incoming.js';
import type { MailInboxes } from './mail-inboxes.js';
import type { MailAddress } from '../sending/due-messages.js';

/**
 * Says who wants something by a mail: its author, but for addresses behind which nobody reads.
 *
 * - From is one of our own addresses, a no-reply address, or (of list mail) the list's own: the Reply-To, if it leads elsewhere. So contact
 *   forms and lists that rewrite From write (`fail:T18`).
 * - Else From is one of our own addresses: nobody. Own addresses are never a requester (`fail:T2`).
 *
 * A Reply-To proves nothing, whatever DMARC says of From. The mail as it is shown keeps its From.
 */
export function withRequester(mail: IncomingMessage, inboxes: MailInboxes): IncomingMessage {
  if (mail.channel !== 'email') return mail;
  const { sender } = mail;
  const isOurs = inboxes.isOurs(sender.address);
  if (!isOurs && !isNobody(mail)) return mail;
  const from = { address: sender.address, name: sender.name };
  const asked = mail.replyTo.find((one) => one.address !== '' && !inboxes.isOurs(one.address) && !isSame(one, from));
  if (asked) {
    return {
      ...mail,
      from,
      sender: { ...sender, address: asked.address.toLowerCase(), name: asked.name || sender.name, proved: null },
      authentication: unproved(mail),
      remarks: [...mail.remarks, { code: 'mail-requester-from-reply-to', params: {} }],
    };
  }
  if (!isOurs) return mail;
  return {
    ...mail,
    from,
    sender: { ...sender, address: '', proved: null },
    authentication: unproved(mail),
    remarks: [...mail.remarks, { code: 'mail-from-our-address', params: {} }],
  };
}

function unproved({ authentication }: IncomingMessage): IncomingMessage['authentication'] {
  return authentication && { ...authentication, proved: false };
}

/** Whether nobody reads what is sent to its author. */
function isNobody({ sender, mail, to, cc }: IncomingMessage): boolean {
  if (NO_REPLY.test(sender.address)) return true;
  return mail?.automatic === 'bulk' && [...to, ...cc].some((one) => isSame(one, sender));
}

const NO_REPLY = /^(no|do-?not|non?)[-._]?reply\b/;

function isSame(a: Pick<MailAddress, 'address'>, b: Pick<MailAddress, 'address'>): boolean {
  return a.address.toLowerCase() === b.address.toLowerCase();
}
