import type { Sql } from '../database/sql.js';

/** What became of one mail in one inbox (`fail:I16`). */
export type MailTrace = {
  readonly inbox: string;
  /** SHA-256 of its bytes; null for a mail of ours. */
  readonly externalId: string | null;
  /** When it was taken in. */
  readonly receivedAt: Date;
  /** `message`, `copy`, ...; `sent` for a mail of ours; `parked` while it waits for somebody to look. */
  readonly outcome: string;
  /** Number of the ticket that it is on; null when it is on none. */
  readonly ticket: number | null;
};

/** What became of the mails with a Message-ID (with angle brackets), or with these bytes (SHA-256, hexadecimal). For people: it looks through whole tables. */
export async function traceMail(sql: Sql, id: string): Promise<MailTrace[]> {
  return sql.query<MailTrace>(
    `with known as (
       select m.id, m.ticket_id, m.received_at, w.inbox_id, m.kind from message_ids w join messages m on m.id = w.message where w.message_id = $1 and not w.mention
     )
     select i.name as inbox, r.external_id as "externalId", coalesce(r.received_at, k.received_at) as "receivedAt",
       coalesce(r.outcome, case when k.kind = 'inbound' then 'message' else 'sent' end) as outcome, t.number::int as ticket
     from known k join inboxes i on i.id = k.inbox_id left join received r on r.message_id = k.id left join tickets t on t.id = k.ticket_id
     union all
     select i.name, r.external_id, r.received_at, r.outcome, t.number::int
     from received r join inboxes i on i.id = r.inbox_id left join messages m on m.id = r.message_id left join tickets t on t.id = m.ticket_id
     where r.external_id = $1
     union all
     select i.name, substring(p.data from '"externalId" ?: ?"([0-9a-f]{64})"'), p.parked_at, 'parked', null
     from parked p join inboxes i on position(i.id::text in p.data) > 0
     where p.type = 'intake.email.v1' and (position($1 in p.data) > 0 or position(convert_to($1, 'UTF8') in p.payload) > 0)
     order by 3`,
    [id],
  );
}
