import type { Language } from '@app/contracts';
import type { FromName, Reason } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { originsOf } from './widget-inboxes.js';

/** The mailbox by which a web chat writes to visitors who are away. */
export type MailOutlet = {
  readonly id: string;
  readonly address: string;
  readonly fromName: FromName;
  readonly smtpHost: string;
  /** Whether its server takes addresses whose name is in letters of any script (RFC 6531), as it said when it was last asked. */
  readonly smtpUtf8: boolean;
  /** Its own, or the organisation's. */
  readonly language: Language;
  /** Automatic mails that it sends within an hour at most. */
  readonly perHour: number;
};

/** A web chat that answers by mail those who are away. */
export type AwayInbox = {
  readonly id: string;
  readonly afterMinutes: number;
  /** Of the sites that it stands on. */
  readonly origins: readonly string[];
  /** Null: it is gone, or switched off. */
  readonly outlet: MailOutlet | null;
  /** Of the trouble that is shown of it now. */
  readonly healthCode: string | null;
};

/** Those that are set to. */
export async function readAwayInboxes(sql: Sql): Promise<readonly AwayInbox[]> {
  const rows = await sql.query<AwayInbox>(
    `${AWAY_INBOXES} where i.channel = 'webchat' and i.active and i.settings -> 'awayMail' ->> 'inboxId' <> '' order by i.id`,
  );
  return rows.map((row) => ({ ...row, origins: originsOf(row.origins) }));
}

/** By which mailbox a web chat writes to its visitors; null: by none, or one that is gone or switched off. */
export async function readOutlet(sql: Sql, inboxId: string): Promise<MailOutlet | null> {
  const [row] = await sql.query<AwayInbox>(`${AWAY_INBOXES} where i.id = $1`, [inboxId]);
  return row?.outlet ?? null;
}

export const AWAY_INBOX_OFF: Reason = { code: 'away-mail-inbox-off', params: {} };

/** What keeps answers of a web chat from those who are away; null: nothing, or nobody is to be written to. */
export async function awayTrouble(sql: Sql, inboxId: string): Promise<Reason | null> {
  const [row] = await sql.query<AwayInbox & { isWanted: boolean }>(
    `select i.settings -> 'awayMail' ->> 'inboxId' <> '' as "isWanted", a.* from (${AWAY_INBOXES}) a join inboxes i on i.id = a.id where a.id = $1`,
    [inboxId],
  );
  return row?.isWanted && row.outlet === null ? AWAY_INBOX_OFF : null;
}

const AWAY_INBOXES = `select i.id, coalesce((i.settings -> 'awayMail' ->> 'afterMinutes')::int, 10) as "afterMinutes",
    coalesce(i.settings -> 'origins', '[]') as origins, i.health_reason ->> 'code' as "healthCode",
    case when e.id is not null then json_build_object('id', e.id, 'address', e.settings ->> 'address',
      'fromName', coalesce(e.settings ->> 'fromName', 'agent-and-organisation'), 'smtpHost', coalesce(e.settings -> 'smtp' ->> 'host', ''),
      'smtpUtf8', e.smtp_utf8,
      'language', coalesce(e.language, o.language), 'perHour', coalesce((e.settings -> 'acknowledgement' ->> 'perHour')::int, 200)) end as outlet
  from inboxes i cross join organisation o
  left join inboxes e on e.id::text = i.settings -> 'awayMail' ->> 'inboxId' and e.channel = 'email' and e.active
    and e.settings ->> 'address' <> ''`;
