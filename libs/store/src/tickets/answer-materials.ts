import type { Channel } from '@app/contracts';
import { DeskError, fillSignature } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { type IsOurs, readOwnAddresses } from '../inboxes/own-addresses.js';
import type { MailAddress } from '../sending/due-messages.js';
import { answersGoTo } from './answers-go-to.js';

/** What an answer in a conversation by mail is made of, beside what the agent writes. */
export type AnswerMaterials = {
  /** Where the customer's last mail asks for answers: one person mostly, nobody where only we have written to ourselves. */
  readonly to: readonly MailAddress[];
  /** Everyone else whom that mail went to, without our own addresses. */
  readonly cc: readonly MailAddress[];
  /** Of the mail that says so; null: there is none. */
  readonly lastPosition: string | null;
  /** The team's, with its variables filled in. */
  readonly signature: string | null;
  /** Whether the inbox quotes earlier messages. */
  readonly quote: boolean;
  /** What quotes are introduced in, and by which clock. */
  readonly language: 'ru' | 'en';
  readonly timeZone: string;
  /** The sending server, which sets the limit of a mail's size; whether it takes addresses in letters of any script. */
  readonly smtpHost: string;
  readonly smtpUtf8: boolean;
  readonly isOurs: IsOurs;
};

type Row = {
  readonly channel: Channel;
  readonly to: readonly MailAddress[] | null;
  readonly lastPosition: string | null;
  readonly recipients: readonly MailAddress[] | null;
  readonly cc: readonly MailAddress[] | null;
  readonly signature: string | null;
  readonly quote: boolean;
  readonly language: 'ru' | 'en';
  readonly timeZone: string;
  readonly smtpHost: string;
  readonly smtpUtf8: boolean;
  readonly agent: string;
  readonly team: string;
  readonly organisation: string;
};

export type AnswerPlace = {
  readonly conversationId: string;
  readonly ticketId: string;
  /** Who would answer; null: the product itself. */
  readonly agentId: string | null;
};

/**
 * Reads it. Everyone of the customer's last mail is among the recipients, and nobody of an older one (`fail:S7`, `fail:S8`).
 *
 * @returns null in a chat, which has nothing of all this
 * @throws DeskError missing/conversation-missing
 */
export async function answerMaterials(sql: Sql, place: AnswerPlace): Promise<AnswerMaterials | null> {
  const { channel, recipients, agent, team, organisation, ...row } = await readRow(sql, place);
  if (channel !== 'email') return null;
  const isOurs = await readOwnAddresses(sql);
  const to = unlike(row.to ?? [], [], isOurs);
  return {
    ...row,
    to,
    cc: unlike([...(recipients ?? []), ...(row.cc ?? [])], to, isOurs),
    signature: row.signature === null ? null : fillSignature(row.signature, { agent, team, organisation }),
    isOurs,
  };
}

async function readRow(sql: Sql, { conversationId, ticketId, agentId }: AnswerPlace): Promise<Row> {
  const [row] = await sql.query<Row>(
    `select i.channel, ${answersGoTo('c.id')} as "to", coalesce(l.position, o.position) as "lastPosition",
       coalesce(l.recipients, '[]') as recipients, coalesce(l.cc, o.cc) as cc, e.signature,
       coalesce((i.settings ->> 'quoteHistory')::boolean, false) as quote, coalesce(i.language, g.language) as language,
       g.time_zone as "timeZone", coalesce(i.settings -> 'smtp' ->> 'host', '') as "smtpHost", i.smtp_utf8 as "smtpUtf8",
       coalesce((select name from agents where id = $3), '') as agent, e.name as team, g.name as organisation
     from conversations c
     join inboxes i on i.id = c.inbox_id
     join tickets t on t.id = $2
     join teams e on e.id = t.team_id
     cross join organisation g
     -- The mail that says where answers go says who else got it; each look is taken only if the one before found nothing.
     left join messages l on l.position = coalesce(${lastAsking('not automatic')}, ${lastAsking('true')})
     -- Nobody has written yet: our own last mail does.
     left join lateral (
       select m.position, m.cc from messages m
       where m.conversation_id = c.id and m.kind = 'reply' and m.recipients <> '[]' and l.position is null
       order by m.position desc limit 1) o on true
     where c.id = $1`,
    [conversationId, ticketId, agentId],
  );
  if (!row) throw new DeskError('missing', 'conversation-missing', 'There is no such conversation.');
  return row;
}

/** SQL: the position of the last mail that asks for answers somewhere. */
function lastAsking(which: 'not automatic' | 'true'): string {
  return `(select position from messages where conversation_id = c.id and kind = 'inbound' and ${which}
    and authentication -> 'answerTo' ->> 'address' <> '' order by position desc limit 1)`;
}

/** Each once, without ours and without those that are named already. */
function unlike(addresses: readonly MailAddress[], named: readonly MailAddress[], isOurs: IsOurs): MailAddress[] {
  const seen = new Set(named.map(({ address }) => address.toLowerCase()));
  return addresses.filter(({ address }) => {
    const key = address.toLowerCase();
    const isNew = key !== '' && !seen.has(key) && !isOurs(address);
    seen.add(key);
    return isNew;
  });
}
