import type { Channel, Priority, TICKET_SORTS, TicketCounts, TicketState } from '@app/contracts';
import { contains } from '../people/agent-list.js';
import { decodeCursor, encodeCursor, pageOf } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import { TICKET_JOINS, TICKET_VIEW, type TicketView } from './ticket-view.js';
import { VISIBLE, viewerParams, type Viewer } from './viewer.js';

export type TicketSort = (typeof TICKET_SORTS)[number];

export type TicketFilter = {
  readonly state?: readonly TicketState[] | undefined;
  /** `me`, `none`, or an agent's id. */
  readonly assignee?: string | undefined;
  readonly team?: readonly string[] | undefined;
  readonly inbox?: readonly string[] | undefined;
  readonly channel?: readonly Channel[] | undefined;
  readonly priority?: readonly Priority[] | undefined;
  readonly contact?: string | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly spam?: boolean | undefined;
  readonly q?: string | undefined;
  readonly sort: TicketSort;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** Each order with its last word, the id: no two rows are equal, so a cursor never skips or repeats one. */
const SORTS = {
  urgency: {
    orderBy: 't.urgency_rank, t.urgency_since, t.id',
    after: '(t.urgency_rank, t.urgency_since, t.id) > ($KEY1::int, $KEY2::timestamptz, $KEY3::uuid)',
    keys: `array[t.urgency_rank::text, t.urgency_since::text, t.id::text]`,
    types: ['int', 'time', 'uuid'],
  },
  '-lastMessageAt': {
    orderBy: 't.last_message_at desc, t.id desc',
    after: '(t.last_message_at, t.id) < ($KEY1::timestamptz, $KEY2::uuid)',
    keys: `array[t.last_message_at::text, t.id::text]`,
    types: ['time', 'uuid'],
  },
  createdAt: {
    orderBy: 't.created_at, t.id',
    after: '(t.created_at, t.id) > ($KEY1::timestamptz, $KEY2::uuid)',
    keys: `array[t.created_at::text, t.id::text]`,
    types: ['time', 'uuid'],
  },
} as const;

/** Tickets that the viewer may see, one page of them; merged ones are part of the ticket they went into. */
export async function listTickets(sql: Sql, viewer: Viewer, filter: TicketFilter): Promise<{ data: TicketView[]; next: string | null }> {
  const sort = SORTS[filter.sort];
  const where = new Conditions(viewerParams(viewer));
  addFilters(where, viewer, filter);
  const after = decodeCursor(`tickets ${filter.sort}`, sort.types, filter.cursor);
  if (after) where.add(after.reduce((text, key, at) => text.replace(`$KEY${at + 1}`, where.param(key)), sort.after));
  const rows = await sql.query<TicketView & { keys: string[] }>(
    `select ${TICKET_VIEW}, ${sort.keys} as keys ${TICKET_JOINS}
     where ${VISIBLE} and t.merged_into is null and ${where.text} order by ${sort.orderBy} limit ${where.param(filter.limit + 1)}`,
    where.params,
  );
  const found = rows.map(({ keys, ...ticket }) => ({ keys, ticket }));
  const { data, next } = pageOf(found, filter.limit, (last) => encodeCursor(`tickets ${filter.sort}`, last.keys));
  return { data: data.map((one) => one.ticket), next };
}

/** Counts of what is live, as the viewer may see it. */
export async function countTickets(sql: Sql, viewer: Viewer): Promise<TicketCounts> {
  const rows = await sql.query<CountRow>(
    `select t.team_id as "teamId", tm.name as "teamName",
       count(*) filter (where t.state = 'new')::int as new, count(*) filter (where t.state = 'open')::int as open,
       count(*) filter (where t.state = 'pending')::int as pending, count(*) filter (where t.state = 'on_hold')::int as on_hold,
       count(*) filter (where t.assignee_id = $2 and t.state = 'open')::int as mine,
       count(*) filter (where t.assignee_id = $2 and t.state = 'open' and exists (
         select from messages m where m.ticket_id = t.id and m.kind = 'inbound'
           and m.position > coalesce((select r.position from read_marks r where r.ticket_id = t.id and r.agent_id = $2), 0)))::int as "mineUnread"
     from tickets t join teams tm on tm.id = t.team_id
     where ${VISIBLE} and t.merged_into is null and not t.spam and t.state in ('new', 'open', 'pending', 'on_hold')
     group by t.team_id, tm.name order by tm.name`,
    viewerParams(viewer),
  );
  const sum = (key: keyof CountRow): number => rows.reduce((total, row) => total + Number(row[key]), 0);
  return {
    mine: sum('mine'),
    mineUnread: sum('mineUnread'),
    unassigned: sum('new'),
    states: { new: sum('new'), open: sum('open'), pending: sum('pending'), on_hold: sum('on_hold') },
    teams: rows.map((row) => ({ id: row.teamId, name: row.teamName, unassigned: row.new, open: row.open })),
  };
}

type CountRow = {
  teamId: string;
  teamName: string;
  new: number;
  open: number;
  pending: number;
  on_hold: number;
  mine: number;
  mineUnread: number;
};

function addFilters(where: Conditions, viewer: Viewer, filter: TicketFilter): void {
  where.add(`t.spam = ${where.param(filter.spam ?? false)}`);
  where.addAny('t.state', 'text', filter.state);
  if (filter.state && filter.sort === 'urgency') where.add(ranksOf(filter.state));
  where.addAny('t.team_id', 'uuid', filter.team);
  where.addAny('t.inbox_id', 'uuid', filter.inbox);
  where.addAny('t.channel', 'text', filter.channel);
  where.addAny('t.priority', 'text', filter.priority);
  where.addAny('t.contact_id', 'uuid', filter.contact === undefined ? undefined : [filter.contact]);
  if (filter.assignee === 'none') {
    // A new ticket has nobody: said twice, the planner takes it for rare and sorts them all.
    if (filter.state?.join() !== 'new') where.add('t.assignee_id is null');
  } else if (filter.assignee !== undefined)
    where.add(`t.assignee_id = ${where.param(filter.assignee === 'me' ? viewer.agentId : filter.assignee)}`);
  if (filter.tag)
    where.add(`exists (select from ticket_tags g where g.ticket_id = t.id and g.tag = any(${where.param(filter.tag)}::text[]))`);
  if (filter.q) addSearch(where, filter.q);
}

/** Says again in ranks what the states say, so that the index by urgency is read only where they are. */
function ranksOf(states: readonly TicketState[]): string {
  const firsts = states.map((state) => FIRST_RANK[state]);
  return `t.urgency_rank between ${Math.min(...firsts)} and ${Math.max(...firsts) + 3}`;
}

/** As `tickets.urgency_rank` is made: four priorities for each. */
const FIRST_RANK: Record<TicketState, number> = { new: 0, open: 0, pending: 4, on_hold: 4, solved: 8, closed: 12 };

/** Number, subject, contact and what was said. */
function addSearch(where: Conditions, q: string): void {
  const pattern = where.param(contains(q));
  const number = /^#?(\d{1,15})$/.exec(q)?.[1];
  where.add(
    `(${[
      ...(number === undefined ? [] : [`t.number = ${where.param(number)}::bigint`]),
      `t.subject ilike ${pattern}`,
      `c.name ilike ${pattern}`,
      `exists (select from identities d where d.contact_id = t.contact_id and d.address ilike ${pattern})`,
      `exists (select from messages m where m.ticket_id = t.id and (m.text ilike ${pattern} or ${ANSWERED} ilike ${pattern}))`,
    ].join(' or ')})`,
  );
}

/** What a visitor answered to a form, in message `m`. */
const ANSWERED = `case when m.content ->> 'kind' = 'form' then jsonb_path_query_array(m.content, '$.answers[*].value')::text end`;

/** Conditions joined by "and", with their parameters. Values never become part of the text. */
class Conditions {
  readonly params: unknown[];
  private readonly parts: string[] = [];

  constructor(params: readonly unknown[]) {
    this.params = [...params];
  }

  get text(): string {
    return this.parts.join(' and ');
  }

  add(condition: string): void {
    this.parts.push(condition);
  }

  addAny(column: string, type: 'text' | 'uuid', values: readonly string[] | undefined): void {
    if (values !== undefined) this.add(`${column} = any(${this.param(values)}::${type}[])`);
  }

  param(value: unknown): string {
    this.params.push(value);
    return `$${this.params.length}`;
  }
}
