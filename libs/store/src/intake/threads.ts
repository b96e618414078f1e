import type { Fresh } from './received.js';
import type { IncomingMessage } from './incoming.js';
import type { Tx } from '../database/store.js';

/** What is known of the threads that mails may belong to. */
export type Threads = {
  /** Conversation of one of our tokens: a secret of 128 bits, so whoever has it was written to. */
  byToken(inboxId: string, token: string): string | null;
  /** Conversations in which a Message-ID occurs; ids are no secret and repeat. */
  byMessageId(inboxId: string, messageId: string): readonly string[];
  /** Whether the address wrote in the conversation or was written to. */
  isParticipant(conversationId: string, address: string): boolean;
  /** The stored message that this mail is a copy of: the same id, sender and text in other bytes. */
  copyOf(mail: IncomingMessage): string | null;
};

type Mail = Fresh<IncomingMessage>;

/** Reads, in three statements for the whole batch, what threading needs to decide. */
export async function readThreads(tx: Tx, mails: readonly Mail[]): Promise<Threads> {
  const places = mails.flatMap(({ incoming }) =>
    incoming.place.kind === 'thread' ? [{ inboxId: incoming.inboxId, place: incoming.place }] : [],
  );
  const tokens = await readTokens(
    tx,
    places.flatMap(({ place }) => place.tokens),
  );
  const ids = await readMessageIds(
    tx,
    places.flatMap(({ inboxId, place }) =>
      [...place.ancestors, ...(place.messageId === null ? [] : [place.messageId])].map((id) => ({ inboxId, id })),
    ),
  );
  const conversations = [...new Set([...tokens.values(), ...ids.flatMap((row) => row.conversationId)])];
  const participants = await readParticipants(tx, conversations);
  const byId = Map.groupBy(ids, (row) => `${row.inboxId} ${row.messageId}`);
  return {
    byToken: (inboxId, token) => tokens.get(`${inboxId} ${token}`) ?? null,
    byMessageId: (inboxId, messageId) => [...new Set((byId.get(`${inboxId} ${messageId}`) ?? []).map((row) => row.conversationId))],
    isParticipant: (conversationId, address) => participants.has(`${conversationId} ${address}`),
    copyOf: (mail) => {
      if (mail.place.kind !== 'thread' || mail.place.messageId === null) return null;
      const same = (byId.get(`${mail.inboxId} ${mail.place.messageId}`) ?? []).find(
        (row) => row.sender === mail.sender.address && row.text === mail.text,
      );
      return same?.message ?? null;
    },
  };
}

async function readTokens(tx: Tx, tokens: readonly string[]): Promise<Map<string, string>> {
  if (tokens.length === 0) return new Map();
  const rows = await tx.query<{ token: string; inboxId: string; conversationId: string }>(
    `select m.reply_token as token, c.inbox_id as "inboxId", c.id as "conversationId"
     from messages m join conversations c on c.id = m.conversation_id where m.reply_token = any($1)`,
    [[...new Set(tokens)]],
  );
  return new Map(rows.map((row) => [`${row.inboxId} ${row.token}`, row.conversationId]));
}

type IdRow = { inboxId: string; messageId: string; message: string; conversationId: string; sender: string | null; text: string };

async function readMessageIds(tx: Tx, wanted: readonly { inboxId: string; id: string }[]): Promise<IdRow[]> {
  if (wanted.length === 0) return [];
  return tx.query<IdRow>(
    `select distinct i.inbox_id as "inboxId", i.message_id as "messageId", i.message, i.conversation_id as "conversationId",
       lower(m.sender ->> 'address') as sender, m.text
     from unnest($1::uuid[], $2::text[]) as w(inbox_id, message_id)
     join message_ids i on i.inbox_id = w.inbox_id and i.message_id = w.message_id
     join messages m on m.id = i.message`,
    [wanted.map(({ inboxId }) => inboxId), wanted.map(({ id }) => id)],
  );
}

async function readParticipants(tx: Tx, conversationIds: readonly string[]): Promise<Set<string>> {
  if (conversationIds.length === 0) return new Set();
  const rows = await tx.query<{ conversationId: string; address: string }>(
    `select distinct m.conversation_id as "conversationId", lower(p.address) as address
     from messages m,
       lateral (
         select m.sender ->> 'address' as address
         union all select r ->> 'address' from jsonb_array_elements(m.recipients || m.cc || m.bcc) as r
       ) as p
     where m.conversation_id = any($1) and p.address <> ''`,
    [conversationIds],
  );
  return new Set(rows.map((row) => `${row.conversationId} ${row.address}`));
}
