import { ANNA } from '@app/testing';
import type { Client } from 'pg';
import { answeredIn } from './answering-agent.js';
import { type Arrived, idIn, type Talk } from './talk.js';

/** What became of everything that was said and answered. Each list is empty where the product kept its promises. */
export type Outcome = {
  readonly sent: number;
  readonly answers: number;
  /** Said, and in no ticket. */
  readonly lost: readonly string[];
  /** In more than one ticket message, or stored though never said. */
  readonly twice: readonly string[];
  /** Conversations that are stored in another order than that in which they came. */
  readonly outOfOrder: readonly { readonly came: readonly string[]; readonly stored: readonly string[] }[];
  /** One conversation of a customer's that is in several of ours. */
  readonly scattered: readonly string[];
  readonly parked: readonly object[];
  /** Tickets without an agent who has the skill. */
  readonly unrouted: readonly object[];
  /** Tickets that have not exactly one answer. */
  readonly unanswered: readonly object[];
  readonly undelivered: readonly object[];
  /** Answers that are not with their customer exactly once although their delivery is certain. */
  readonly wrongAnswers: readonly object[];
  /** Deliveries that say of themselves that they may have failed or been repeated. */
  readonly unknown: readonly { readonly number: number; readonly channel: string; readonly state: string; readonly arrived: number }[];
};

type StoredRow = { readonly text: string; readonly conversationId: string; readonly number: number };
type DeliveryRow = { readonly number: number; readonly channel: string; readonly state: string; readonly uncertain: boolean };

/** @param mailOrder ids of the mails as they lie in our mailbox, by their UIDs: Postfix may turn two around that it had at once */
export async function outcomeOf(talks: readonly Talk[], mailOrder: readonly string[], db: Client): Promise<Outcome> {
  const stored = await rows<StoredRow>(
    db,
    `select m.text, m.conversation_id as "conversationId", t.number::int as number
     from messages m join tickets t on t.id = m.ticket_id where m.kind = 'inbound' order by m.position`,
  );
  const byId = Map.groupBy(stored, ({ text }) => idIn(text) ?? text);
  const said = new Set(talks.flatMap((talk) => talk.said));
  const deliveries = await rows<DeliveryRow>(
    db,
    `select t.number::int as number, i.channel, d.state, (d.ambiguous_at is not null or d.state = 'unknown') as uncertain
     from deliveries d join messages m on m.id = d.message_id join tickets t on t.id = m.ticket_id join inboxes i on i.id = d.inbox_id
     where m.kind = 'reply'`,
  );
  const delivered = await judgeAnswers(talks, byId, deliveries);
  return {
    sent: said.size,
    answers: deliveries.length,
    lost: [...said].filter((id) => !byId.has(id)),
    twice: [...byId].filter(([id, found]) => found.length > 1 || !said.has(id)).map(([id]) => id),
    outOfOrder: talks.map((talk) => ordersOf(talk, mailOrder, stored)).filter(({ came, stored }) => came.join() !== stored.join()),
    scattered: talks.filter((talk) => new Set(talk.said.map((id) => byId.get(id)?.[0]?.conversationId)).size !== 1).map(nameOf),
    parked: await rows(db, `select group_name, type, key, reason, attempts from parked`),
    unrouted: await rows(
      db,
      `select t.number, t.state, a.email as assignee from tickets t left join agents a on a.id = t.assignee_id where a.email is distinct from $1`,
      [ANNA.email],
    ),
    unanswered: await rows(
      db,
      `select t.number, count(m.id)::int as answers from tickets t left join messages m on m.ticket_id = t.id and m.kind = 'reply'
       group by t.id having count(m.id) <> 1`,
    ),
    undelivered: await rows(
      db,
      `select d.id, d.state, d.reason from deliveries d where d.state not in ('accepted', 'delivered', 'read', 'unknown')`,
    ),
    ...delivered,
  };
}

async function judgeAnswers(
  talks: readonly Talk[],
  byId: ReadonlyMap<string, readonly StoredRow[]>,
  deliveries: readonly DeliveryRow[],
): Promise<Pick<Outcome, 'wrongAnswers' | 'unknown'>> {
  const wrongAnswers: object[] = [];
  const unknown: Outcome['unknown'][number][] = [];
  const ofTicket = new Map(deliveries.map((delivery) => [delivery.number, delivery]));
  for (const talk of talks) {
    const number = byId.get(talk.said[0] ?? '')?.[0]?.number ?? 0;
    const delivery = ofTicket.get(number);
    const arrived = await talk.answers();
    if (delivery?.uncertain) unknown.push({ number, channel: talk.channel, state: delivery.state, arrived: arrived.length });
    if (!isRight(arrived, number, delivery)) wrongAnswers.push({ talk: nameOf(talk), number, delivery, arrived });
  }
  return { wrongAnswers, unknown };
}

/** Once; where its delivery was uncertain at most once more, under the same Message-ID; where it still is, perhaps not at all. */
function isRight(arrived: readonly Arrived[], number: number, delivery: DeliveryRow | undefined): boolean {
  if (arrived.some(({ text }) => answeredIn(text) !== number)) return false;
  if (!delivery?.uncertain) return arrived.length === 1;
  const least = delivery.state === 'unknown' ? 0 : 1;
  return arrived.length >= least && arrived.length <= 2 && new Set(arrived.map(({ messageId }) => messageId)).size <= 1;
}

/** A conversation in the order in which it came, without what is lost, and in that in which we have it. */
function ordersOf(talk: Talk, mailOrder: readonly string[], found: readonly StoredRow[]): Outcome['outOfOrder'][number] {
  const ours = new Set(talk.said);
  const stored = found.map(({ text }) => idIn(text) ?? '').filter((id) => ours.has(id));
  const came = talk.channel === 'email' ? mailOrder.filter((id) => ours.has(id)) : talk.said;
  return { came: came.filter((id) => stored.includes(id)), stored };
}

function nameOf(talk: Talk): string {
  return talk.said[0] ?? 'an empty conversation';
}

async function rows<Row extends object>(db: Client, sql: string, params: unknown[] = []): Promise<Row[]> {
  return (await db.query<Row>(sql, params)).rows;
}
