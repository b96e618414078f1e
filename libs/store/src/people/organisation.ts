import type { Language } from '@app/contracts';
import { one, type Sql } from '../database/sql.js';

export type OrganisationRow = {
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Names the session cookie. */
  readonly installation: string;
};

/** The one row of table `organisation`, made by its migration, written here alone. */
export async function readOrganisation(sql: Sql): Promise<OrganisationRow> {
  return one(await sql.query<OrganisationRow>(`select name, language, time_zone as "timeZone", installation from organisation`));
}

export type OrganisationPatch = {
  readonly name?: string | undefined;
  readonly language?: Language | undefined;
  readonly timeZone?: string | undefined;
  readonly noticeInboxId?: string | undefined;
  readonly noticeBotId?: string | undefined;
};

/** Called by desk (set-up) and bootstrap. */
export async function changeOrganisation(sql: Sql, patch: OrganisationPatch): Promise<void> {
  await sql.query(
    `update organisation set name = coalesce($1, name), language = coalesce($2, language), time_zone = coalesce($3, time_zone),
       notice_inbox_id = coalesce($4, notice_inbox_id), notice_bot_id = coalesce($5, notice_bot_id)`,
    [patch.name ?? null, patch.language ?? null, patch.timeZone ?? null, patch.noticeInboxId ?? null, patch.noticeBotId ?? null],
  );
}
