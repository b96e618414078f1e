import { Acknowledgement, type Language, type OfficeHours } from '@app/contracts';
import { type Office, officeOf } from '@app/domain';
import type { Sql } from '../database/sql.js';

/** An inbox that tells who writes first that the message has come. */
export type AcknowledgingInbox = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly language: Language;
  readonly organisation: string;
  readonly office: Office;
  readonly since: Date;
  readonly acknowledgement: Acknowledgement;
};

type Row = Omit<AcknowledgingInbox, 'office' | 'acknowledgement'> & {
  readonly acknowledgement: unknown;
  readonly ownHours: OfficeHours | null;
  readonly hours: OfficeHours | null;
  readonly timeZone: string;
};

/** Those of these inboxes that acknowledge, by id. */
export async function acknowledgingInboxes(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, AcknowledgingInbox>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<Row>(
    `select i.id, i.name, i.settings ->> 'address' as address, coalesce(i.language, o.language) as language, o.name as organisation,
       i.created_at as since, i.settings -> 'acknowledgement' as acknowledgement,
       i.office_hours as "ownHours", o.office_hours as hours, o.time_zone as "timeZone"
     from inboxes i, organisation o
     where i.id = any($1) and i.active and i.channel = 'email' and ${ACKNOWLEDGES}`,
    [[...new Set(ids)]],
  );
  return new Map(
    rows.map(({ ownHours, hours, timeZone, acknowledgement, ...row }) => [
      row.id,
      { ...row, office: officeOf(ownHours, { hours, timeZone }), acknowledgement: Acknowledgement.parse(acknowledgement) },
    ]),
  );
}

/** Teams whose customers are told how soon they may expect an answer: when they write, or when they ask a bot. */
export async function acknowledgingTeams(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ teamId: string }>(
    `select distinct i.team_id as "teamId" from inboxes i where i.active and (i.channel = 'telegram' or ${ACKNOWLEDGES})`,
  );
  return rows.map((row) => row.teamId);
}

const ACKNOWLEDGES = `(i.settings #> '{acknowledgement,enabled}') = 'true'`;
