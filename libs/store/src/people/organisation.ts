import type { ChangeOrganisation, Channel, Language, OfficeHours, OrganisationSettings } from '@app/contracts';
import { DeskError } from '@app/domain';
import { one, type Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

export type OrganisationRow = {
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Null: always open. */
  readonly officeHours: OfficeHours | null;
  /** Names the session cookie. */
  readonly installation: string;
};

/** The one row of table `organisation`, made by its migration, written here alone. */
export async function readOrganisation(sql: Sql): Promise<OrganisationRow> {
  return one(
    await sql.query<OrganisationRow>(
      `select name, language, time_zone as "timeZone", office_hours as "officeHours", installation from organisation`,
    ),
  );
}

/** As the settings pages show it. */
export async function readOrganisationSettings(sql: Sql): Promise<OrganisationSettings> {
  return one(
    await sql.query<OrganisationSettings>(
      `select o.name, o.language, o.time_zone as "timeZone", o.office_hours as "officeHours",
         (select json_build_object('id', i.id, 'name', i.name) from inboxes i where i.id = o.notice_inbox_id) as "noticeInbox",
         (select json_build_object('id', i.id, 'name', i.name) from inboxes i where i.id = o.notice_bot_id) as "noticeBot"
       from organisation o`,
    ),
  );
}

export type OrganisationPatch = {
  readonly name?: string | undefined;
  readonly language?: Language | undefined;
  readonly timeZone?: string | undefined;
  /** Null: always open. */
  readonly officeHours?: OfficeHours | null | undefined;
  readonly noticeInboxId?: string | undefined;
  readonly noticeBotId?: string | undefined;
};

/** Called by desk (set-up) and bootstrap. */
export async function changeOrganisation(sql: Sql, patch: OrganisationPatch): Promise<void> {
  await sql.query(
    `update organisation set name = coalesce($1, name), language = coalesce($2, language), time_zone = coalesce($3, time_zone),
       notice_inbox_id = coalesce($4, notice_inbox_id), notice_bot_id = coalesce($5, notice_bot_id),
       office_hours = case when $6 then $7::jsonb else office_hours end`,
    [
      patch.name ?? null,
      patch.language ?? null,
      patch.timeZone ?? null,
      patch.noticeInboxId ?? null,
      patch.noticeBotId ?? null,
      patch.officeHours !== undefined,
      patch.officeHours ? JSON.stringify(patch.officeHours) : null,
    ],
  );
}

/**
 * Changes what an admin sets. Called by desk.
 *
 * @param change absent: left as it is; null: cleared
 * @throws DeskError missing/inbox-missing when notices were to leave by an inbox that is not there or of another channel
 */
export async function setOrganisation(tx: Tx, { noticeInbox, noticeBot, ...change }: ChangeOrganisation): Promise<void> {
  if (noticeInbox) await needInbox(tx, noticeInbox, 'email');
  if (noticeBot) await needInbox(tx, noticeBot, 'telegram');
  await changeOrganisation(tx, change);
  await tx.query(
    `update organisation set notice_inbox_id = case when $1 then $2 else notice_inbox_id end,
       notice_bot_id = case when $3 then $4 else notice_bot_id end`,
    [noticeInbox !== undefined, noticeInbox ?? null, noticeBot !== undefined, noticeBot ?? null],
  );
}

async function needInbox(tx: Tx, id: string, channel: Channel): Promise<void> {
  const found = await tx.query(`select from inboxes where id = $1 and channel = $2 for key share`, [id, channel]);
  if (found.length === 0) throw new DeskError('missing', 'inbox-missing', `There is no such inbox of ${channel}.`);
}
