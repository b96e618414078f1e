import type { Sql } from '../database/sql.js';
import type { MailAddress } from '../sending/due-messages.js';
import { answerMaterials, type AnswerPlace } from './answer-materials.js';

/** An answer by mail before an agent has changed anything of it. */
export type SuggestedAnswerRow = {
  readonly to: MailAddress[];
  readonly cc: MailAddress[];
  readonly joined: string[];
  readonly signature: string | null;
  readonly quote: boolean;
  /** The sending server, which sets the limit of a mail's size. */
  readonly smtpHost: string;
};

/** Earlier mails that are looked through for an address: who was silent for longer joins anew. */
const LOOKED_BACK = 200;

/**
 * What an answer would be if the agent changed nothing, and who in it is new to the conversation (`fail:S8`).
 *
 * @returns null in a chat
 */
export async function suggestAnswer(sql: Sql, place: AnswerPlace): Promise<SuggestedAnswerRow | null> {
  const materials = await answerMaterials(sql, place);
  if (materials === null) return null;
  const { to, cc, lastPosition, signature, quote, smtpHost } = materials;
  const joined = await newIn(sql, place.conversationId, lastPosition, [...to, ...cc]);
  return { to: [...to], cc: [...cc], joined, signature, quote, smtpHost };
}

/** Those whom no mail before that position names; nobody where it is the first. */
async function newIn(sql: Sql, conversationId: string, position: string | null, people: readonly MailAddress[]): Promise<string[]> {
  if (position === null || people.length === 0) return [];
  const [row] = await sql.query<{ known: string[]; isFirst: boolean }>(
    `select coalesce(array_agg(distinct lower(a.address)) filter (where a.address is not null), '{}') as known, count(*) = 0 as "isFirst"
     from (select sender, recipients, cc, bcc from messages where conversation_id = $1 and position < $2
       order by position desc limit ${LOOKED_BACK}) earlier
     cross join lateral (
       select earlier.sender ->> 'address' as address
       union all
       select one ->> 'address' from jsonb_array_elements(earlier.recipients || earlier.cc || earlier.bcc) as one) a`,
    [conversationId, position],
  );
  if (!row || row.isFirst) return [];
  const known = new Set(row.known);
  return people.map(({ address }) => address).filter((address) => !known.has(address.toLowerCase()));
}
