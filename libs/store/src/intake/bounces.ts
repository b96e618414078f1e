import type { Tx } from '../database/store.js';
import { reportDeliveries, type DeliveryResult } from '../sending/deliveries.js';
import type { PlacedMessage } from './messages.js';

/**
 * Marks the deliveries that came back: the recipient's row is `bounced`, and a ticket that waited for the customer is our turn again.
 *
 * Only a bounce that names our mail by its random id is believed, for a recipient that this mail had (`fail:L4`, `fail:L5`).
 */
export async function reportBounces(tx: Tx, placed: readonly PlacedMessage[]): Promise<void> {
  const bounced = placed.flatMap(({ incoming: { mail } }) =>
    (mail?.bounced?.tokens ?? []).flatMap((token) => (mail?.bounced?.recipients ?? []).map((recipient) => ({ token, ...recipient }))),
  );
  if (bounced.length === 0) return;
  const rows = await tx.query<{ id: string; n: number }>(
    `select d.id, b.n::int as n from unnest($1::text[], $2::text[]) with ordinality as b(token, address, n)
     join messages m on m.reply_token = b.token
     join deliveries d on d.message_id = m.id and (d.recipient = lower(b.address)
       -- A bounce that names nobody is about the one whom the mail went to, if it was one.
       or (b.address = '' and not exists (select from deliveries o where o.message_id = m.id and o.recipient <> d.recipient)))`,
    [bounced.map((one) => one.token), bounced.map((one) => one.address)],
  );
  const results = rows.flatMap(({ id, n }): DeliveryResult[] => {
    const one = bounced[n - 1];
    return one ? [{ id, state: 'bounced', reason: { code: 'mail-bounced', params: { status: one.status, answer: one.reason } } }] : [];
  });
  await reportDeliveries(tx, [...new Map(results.map((result) => [result.id, result])).values()]);
}
