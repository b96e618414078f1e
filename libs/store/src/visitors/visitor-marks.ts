import { markSeen, lockConversations } from '../intake/conversations.js';
import { reportDeliveries, type DeliveryResult } from '../sending/report-deliveries.js';
import type { Store } from '../database/store.js';
import { withdrawMails } from './withdraw-mails.js';

/** How far a visitor's browser has a conversation, and how far it was looked at. */
export type SeenMark = { readonly conversationId: string; readonly got: bigint; readonly read: bigint };

/**
 * Notes what reached visitors and what they saw: the answers' deliveries become `delivered` and `read`, and a mail that was to bring them is
 * not sent if it still waits. Called by webchat.
 *
 * Marks only grow; noting one again changes nothing and tells nobody.
 */
export async function noteSeen(store: Store, marks: readonly SeenMark[]): Promise<void> {
  if (marks.length === 0) return;
  const columns = [marks.map((mark) => mark.conversationId), marks.map((mark) => mark.got), marks.map((mark) => mark.read)];
  await store.transaction(async (tx) => {
    await lockConversations(
      tx,
      marks.map((mark) => mark.conversationId),
    );
    await markSeen(tx, marks);
    const seen = await tx.query<DeliveryResult & { state: 'delivered' | 'read'; messageId: string }>(
      `select d.id, d.message_id as "messageId", case when d.position <= s.read then 'read' else 'delivered' end as state
       from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as s(conversation_id, got, read)
       join deliveries d on d.conversation_id = s.conversation_id and d.channel = 'webchat'
       where (d.state = 'accepted' and d.position <= greatest(s.got, s.read)) or (d.state = 'delivered' and d.position <= s.read)`,
      columns,
    );
    if (seen.length === 0) return;
    const got = seen.map(({ messageId }) => messageId);
    await withdrawMails(tx, got, () => reportDeliveries(tx, seen));
  });
}
