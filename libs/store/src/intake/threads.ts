import { createHash } from 'node:crypto';
import type { KnownThreads } from '@app/domain';
import type { Tx } from '../database/store.js';
import type { IncomingMessage } from './incoming.js';
import { readParts } from './participants.js';

/** What is stored of the threads that mails may belong to. */
export type Threads = KnownThreads & {
  /** Whether the inbox has the id, as a mail's own or mentioned by one. */
  knows(inboxId: string, messageId: string): boolean;
  /** Whether one of our mails, of whichever inbox, has this token. */
  isOurMail(token: string): boolean;
  /** The stored message that this mail is a copy of: the same id, author and text in other bytes. */
  copyOf(mail: IncomingMessage): string | null;
};

/** Rows of one id that are looked at, newest first: contact forms repeat theirs without end. */
const MAX_SAME_ID = 50;

/** Reads, in three statements for the whole batch, what threading needs to decide. */
export async function readThreads(tx: Tx, mails: readonly IncomingMessage[]): Promise<Threads> {
  const tokens = await readTokens(tx, mails);
  const ids = await readIds(tx, mails);
  const byId = Map.groupBy(ids, (row) => `${row.inboxId} ${row.id}`);
  const rowsOf = (inboxId: string, id: string): readonly IdRow[] => byId.get(`${inboxId} ${id}`) ?? [];
  const parts = await readParts(
    tx,
    [...new Set([...[...tokens.values()].flatMap((row) => row.conversationId ?? []), ...ids.map((row) => row.conversationId)])],
    [...new Set(mails.flatMap(({ sender, replyTo }) => [sender.address, ...replyTo.map((one) => one.address.toLowerCase())]))],
  );
  return {
    byToken: (inboxId, token) => {
      const row = tokens.get(token);
      return row?.inboxId === inboxId ? row.conversationId : null;
    },
    isOurMail: (token) => tokens.has(token),
    holding: (inboxId, id) => conversations(rowsOf(inboxId, id).filter((row) => !row.mention)),
    mentioning: (inboxId, id) => conversations(rowsOf(inboxId, id).filter((row) => row.mention)),
    knows: (inboxId, id) => byId.has(`${inboxId} ${id}`),
    partOf: (conversationId, address) => parts.get(`${conversationId} ${address}`) ?? 'stranger',
    copyOf: (mail) => {
      if (mail.place.kind !== 'thread' || mail.place.messageId === null) return null;
      const { author, digest } = likeness(mail);
      return (
        rowsOf(mail.inboxId, mail.place.messageId).find((row) => row.likeness?.[0] === author && row.likeness[1] === digest)?.message ??
        null
      );
    },
  };
}

/** What makes two mails with one id the same mail. */
export function likeness({ from, sender, text }: IncomingMessage): { author: string; digest: string } {
  return { author: (from ?? sender).address.toLowerCase(), digest: createHash('md5').update(text).digest('hex') };
}

/** Without a conversation: a mail that a mailbox was sent by itself, to test it. */
type TokenRow = { readonly token: string; readonly inboxId: string; readonly conversationId: string | null };

async function readTokens(tx: Tx, mails: readonly IncomingMessage[]): Promise<ReadonlyMap<string, TokenRow>> {
  const tokens = mails.flatMap(({ place, mail }) => [
    ...(place.kind === 'thread' ? place.tokens : []),
    ...(mail?.ownToken ? [mail.ownToken] : []),
  ]);
  if (tokens.length === 0) return new Map();
  const rows = await tx.query<TokenRow>(
    `select m.reply_token as token, c.inbox_id as "inboxId", c.id as "conversationId"
     from messages m join conversations c on c.id = m.conversation_id where m.reply_token = any($1)
     union all
     select t.token, t.inbox_id, null from mailbox_tests t where t.token = any($1)`,
    [[...new Set(tokens)]],
  );
  return new Map(rows.map((row) => [row.token, row]));
}

type IdRow = {
  readonly inboxId: string;
  readonly id: string;
  readonly message: string;
  readonly conversationId: string;
  readonly mention: boolean;
  /** Of a row that has the own id of a mail of the batch: who wrote the stored one, and the MD5 of its text. */
  readonly likeness: readonly [author: string | null, digest: string] | null;
};

async function readIds(tx: Tx, mails: readonly IncomingMessage[]): Promise<readonly IdRow[]> {
  const wanted = new Map<string, { inboxId: string; id: string; own: boolean }>();
  for (const { inboxId, place } of mails) {
    if (place.kind !== 'thread') continue;
    for (const id of place.ancestors) if (!wanted.has(`${inboxId} ${id}`)) wanted.set(`${inboxId} ${id}`, { inboxId, id, own: false });
    if (place.messageId !== null) wanted.set(`${inboxId} ${place.messageId}`, { inboxId, id: place.messageId, own: true });
  }
  if (wanted.size === 0) return [];
  const rows = [...wanted.values()];
  return tx.query<IdRow>(
    `select w.inbox_id as "inboxId", w.message_id as id, i.message, i.conversation_id as "conversationId", i.mention,
       -- Looked up row by row: joined, the planner may read the whole table.
       case when w.own and not i.mention
         then (select array[lower(m.sender ->> 'address'), md5(m.text)] from messages m where m.id = i.message) end as likeness
     from unnest($1::uuid[], $2::text[], $3::boolean[]) as w(inbox_id, message_id, own)
     cross join lateral (
       (select a.message, a.conversation_id, a.mention from message_ids a
        where a.inbox_id = w.inbox_id and a.message_id = w.message_id and not a.first order by a.message desc limit ${MAX_SAME_ID})
       union all
       select f.message, f.conversation_id, f.mention from message_ids f
       where f.inbox_id = w.inbox_id and f.message_id = w.message_id and f.first
     ) as i`,
    [rows.map((row) => row.inboxId), rows.map((row) => row.id), rows.map((row) => row.own)],
  );
}

function conversations(rows: readonly IdRow[]): readonly string[] {
  return [...new Set(rows.map((row) => row.conversationId))];
}
