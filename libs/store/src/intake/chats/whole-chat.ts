import type { Sql } from '../../database/sql.js';

/** A chat, all of its topics with it: `prefix` is `account:chat:`. */
export type WholeChat = { readonly inboxId: string; readonly prefix: string };

/** The chat that a conversation is of, or a topic of. */
export function wholeChat(inboxId: string, externalKey: string): WholeChat {
  return { inboxId, prefix: externalKey.slice(0, externalKey.indexOf(':', externalKey.indexOf(':') + 1) + 1) };
}

/** The conversations of chats, by `inbox prefix`. */
export async function findTopics(sql: Sql, chats: readonly WholeChat[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const real = [...new Map(chats.map((chat) => [nameOf(chat), chat])).values()].filter(({ prefix }) => prefix.endsWith(':'));
  if (real.length === 0) return new Map();
  const rows = await sql.query<WholeChat & { id: string }>(
    `select c.id, w.inbox_id as "inboxId", w.prefix from unnest($1::uuid[], $2::text[], $3::text[]) as w(inbox_id, prefix, behind)
     join conversations c on c.inbox_id = w.inbox_id and c.external_key like '%:%:%'
       and c.external_key ~>=~ w.prefix and c.external_key ~<~ w.behind`,
    [real.map(({ inboxId }) => inboxId), real.map(({ prefix }) => prefix), real.map(({ prefix }) => `${prefix.slice(0, -1)};`)],
  );
  return new Map([...Map.groupBy(rows, nameOf)].map(([name, all]) => [name, all.map((row) => row.id)]));
}

/** What names a chat in a map. */
export function nameOf({ inboxId, prefix }: WholeChat): string {
  return `${inboxId} ${prefix}`;
}
