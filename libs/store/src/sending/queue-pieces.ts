import type { Channel } from '@app/contracts';
import type { Reason, ReplyPart } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';

/** One recipient of a message, or one call to a chat. */
export type Piece = { readonly recipient: string; readonly part: number; readonly content: ReplyPart | null };

export type Queue = {
  readonly inboxId: string;
  readonly channel: Channel;
  /** `held`: it can be undone, or waits for its hour. */
  readonly state: 'held' | 'queued';
  /** Whether it brings the message, or changes or deletes what was sent of it. */
  readonly purpose?: 'send' | 'change' | 'remove';
  readonly holdMs?: number;
  /** Null: now. */
  readonly notBefore?: Date | null;
  /** Why it waits. */
  readonly reason?: Reason | null;
};

/** Queues deliveries of a message, in its place among those of its chat (table `deliveries`). */
export async function queuePieces(tx: Tx, messageId: string, queue: Queue, pieces: readonly Piece[]): Promise<void> {
  if (pieces.length === 0) return;
  await tx.query(
    `insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, part, content, position, state, not_before,
       purpose, reason)
     select p.id, m.id, m.ticket_id, m.conversation_id, $2, $3, p.recipient, p.part, p.content::jsonb, m.position, $4,
       greatest(now() + $5 * interval '1 ms', coalesce($6::timestamptz, now())), $11, $12::jsonb
     from messages m, unnest($7::uuid[], $8::text[], $9::int[], $10::text[]) as p(id, recipient, part, content)
     where m.id = $1`,
    [
      messageId,
      queue.inboxId,
      queue.channel,
      queue.state,
      queue.holdMs ?? 0,
      queue.notBefore ?? null,
      pieces.map(() => newId()),
      pieces.map((piece) => piece.recipient),
      pieces.map((piece) => piece.part),
      pieces.map((piece) => (piece.content === null ? null : JSON.stringify(piece.content))),
      queue.purpose ?? 'send',
      queue.reason ? JSON.stringify(queue.reason) : null,
    ],
  );
}
