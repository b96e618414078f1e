import { type Language, type OfficeHours, WebchatSettings } from '@app/contracts';
import { type Office, officeOf } from '@app/domain';
import type { Sql } from '../database/sql.js';

/** What the public side of a web chat needs to know of its inbox. */
export type WidgetInbox = {
  readonly id: string;
  /** The organisation's name. */
  readonly organisation: string;
  /** What its agents speak. */
  readonly language: Language;
  readonly settings: WebchatSettings;
  /** Sites that may embed the frame. */
  readonly origins: readonly string[];
  readonly office: Office;
};

type InboxRow = {
  id: string;
  organisation: string;
  language: Language;
  settings: unknown;
  hours: OfficeHours | null;
  common: OfficeHours | null;
  timeZone: string;
};

/** The active web-chat inboxes, oldest first. */
export async function readWidgetInboxes(sql: Sql): Promise<readonly WidgetInbox[]> {
  const rows = await sql.query<InboxRow>(
    `select i.id, o.name as organisation, coalesce(i.language, o.language) as language, i.settings, i.office_hours as hours, o.office_hours as common, o.time_zone as "timeZone"
     from inboxes i, organisation o where i.channel = 'webchat' and i.active order by i.created_at, i.id`,
  );
  return rows.flatMap(({ id, organisation, language, settings, hours, common, timeZone }) => {
    const { success, data } = WebchatSettings.safeParse(settings);
    if (!success) return [];
    return [
      {
        id,
        organisation,
        language,
        settings: data,
        origins: originsOf(data.origins),
        office: officeOf(hours, { hours: common, timeZone }),
      },
    ];
  });
}

/** Hosts may hold `;` and `,`, as browsers read addresses; in the frame's policy these would end the list of sites and begin something else. */
const HARMLESS = /^https?:\/\/[\w.:[\]-]+$/;

/** A setting may hold a whole address; what browsers compare is its origin. */
export function originsOf(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.flatMap((address) => (URL.canParse(address) ? [new URL(address).origin] : [])))].filter((origin) =>
    HARMLESS.test(origin),
  );
}
