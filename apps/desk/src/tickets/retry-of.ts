import type { RetryMessage } from '@app/contracts';
import { checkRecipients } from '@app/mail';
import { type Caller, readOwnAddresses, type Retry, type Tx } from '@app/store';
import { addresses } from './write-reply.js';

/**
 * What an agent asks to be sent again. Whether the server takes letters of any script is seen when it is sent.
 *
 * @throws DeskError invalid/recipient-invalid, invalid/recipient-own-inbox
 */
export async function retryOf(tx: Tx, { recipient, to }: RetryMessage, caller: Caller): Promise<Retry> {
  const actor = { type: 'agent', id: caller.agentId } as const;
  if (to === undefined) return { recipient: recipient ?? null, actor };
  const given = { to: addresses([to]), cc: [], bcc: [] };
  const checked = checkRecipients(given, { isOurs: await readOwnAddresses(tx), smtpUtf8: true });
  return { recipient: recipient ?? null, to: checked.to[0] ?? null, actor };
}
