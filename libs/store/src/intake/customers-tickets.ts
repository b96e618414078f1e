import type { OfficeHours } from '@app/contracts';
import { type Office, officeOf, type TicketState } from '@app/domain';
import type { Sql } from '../database/sql.js';

/** A ticket as its customer may know of it. */
export type CustomersTicket = {
  readonly number: number;
  readonly subject: string;
  readonly state: TicketState;
  readonly teamId: string;
  readonly isUnanswered: boolean;
  readonly since: Date;
  readonly office: Office;
};

type Row = Omit<CustomersTicket, 'office'> & {
  readonly ownHours: OfficeHours | null;
  readonly hours: OfficeHours | null;
  readonly timeZone: string;
};

/** More than anybody reads. */
const MOST = 100;

/** Live tickets, and those that were solved within the last four days; what spoke last first. Of a contact, or of one chat. */
export async function readCustomersTickets(
  sql: Sql,
  of: { readonly contactId: string | null } | { readonly conversationId: string | null },
): Promise<readonly CustomersTicket[]> {
  const rows = await sql.query<Row>(
    `select t.number::int as number, t.subject, t.state, t.team_id as "teamId",
       t.first_response_at is null and t.state in ('new', 'open') as "isUnanswered", t.created_at as since,
       i.office_hours as "ownHours", o.office_hours as hours, o.time_zone as "timeZone"
     from tickets t join inboxes i on i.id = t.inbox_id, organisation o
     where t.contact_id = coalesce($1, (select contact_id from conversations where id = $2))
       and ($2::uuid is null or exists (select from messages m where m.ticket_id = t.id and m.conversation_id = $2))
       and t.merged_into is null and not t.spam
       and (t.state in ('new', 'open', 'pending', 'on_hold') or t.solved_at > now() - interval '4 days')
     order by t.last_position desc limit ${MOST}`,
    ['contactId' in of ? of.contactId : null, 'conversationId' in of ? of.conversationId : null],
  );
  return rows.map(({ ownHours, hours, timeZone, ...row }) => ({ ...row, office: officeOf(ownHours, { hours, timeZone }) }));
}
