import type { Part } from '@app/domain';
import type { Tx } from '../database/store.js';

/** Somebody who wrote in a mail conversation, or was written to. */
export type Participant = {
  readonly conversationId: string;
  /** In lower case. */
  readonly address: string;
  readonly part: Exclude<Part, 'stranger'>;
};

/**
 * Notes who takes part in conversations (table `participants`, written here alone). Nobody loses a part.
 *
 * Called by the normalizer (who writes, and whom they copy in) and by whoever sends a reply elsewhere.
 */
export async function noteParticipants(tx: Tx, participants: readonly Participant[]): Promise<void> {
  if (participants.length === 0) return;
  const unique = new Map<string, Participant>();
  for (const one of participants) {
    const key = `${one.conversationId} ${one.address}`;
    if (one.address !== '' && unique.get(key)?.part !== 'participant') unique.set(key, one);
  }
  const rows = [...unique.values()];
  await tx.planned(
    `insert into participants as p (conversation_id, address, confirmed)
     select n.conversation_id, n.address, n.confirmed from unnest($1::uuid[], $2::text[], $3::boolean[]) as n(conversation_id, address, confirmed)
     order by n.conversation_id, n.address
     on conflict (conversation_id, address) do update set confirmed = true where excluded.confirmed and not p.confirmed`,
    [rows.map((one) => one.conversationId), rows.map((one) => one.address), rows.map((one) => one.part === 'participant')],
  );
}

/**
 * Notes whom mails of ours go to. Called when the sender takes them up for the first time: who was named in an answer that was undone
 * never took part.
 */
export async function noteRecipients(tx: Tx, messageIds: readonly string[]): Promise<void> {
  const recipients = await tx.planned<{ conversationId: string; address: string }>(
    `select conversation_id as "conversationId", recipient as address from deliveries where message_id = any($1) and channel = 'email'`,
    [messageIds],
  );
  await noteParticipants(
    tx,
    recipients.map((one) => ({ ...one, part: 'participant' })),
  );
}

/** @returns the parts of these addresses in these conversations, by `conversation address`; strangers are left out */
export async function readParts(
  tx: Tx,
  conversationIds: readonly string[],
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Part>> {
  if (conversationIds.length === 0 || addresses.length === 0) return new Map();
  const rows = await tx.query<{ conversationId: string; address: string; confirmed: boolean }>(
    `select p.conversation_id as "conversationId", p.address, p.confirmed
     from unnest($1::uuid[]) as c(id)
     join participants p on p.conversation_id = c.id and p.address = any($2)`,
    [conversationIds, addresses],
  );
  return new Map(rows.map((row) => [`${row.conversationId} ${row.address}`, row.confirmed ? 'participant' : 'copied']));
}
