import type { Sql } from '../database/sql.js';

/** Whose word an inbox takes about a mail's sender. */
export type MailTrust = {
  /** As the admin set it; null: as the provider has it. */
  readonly trustedAuthServ: string | null;
  /** Null: the mail is handed over. */
  readonly imapHost: string | null;
  readonly trustedSealers: readonly string[];
};

/** @returns by inbox; one that is gone is not in it */
export async function readMailTrust(sql: Sql, inboxIds: readonly string[]): Promise<ReadonlyMap<string, MailTrust>> {
  const rows = await sql.query<MailTrust & { id: string }>(
    `select id, settings ->> 'trustedAuthServ' as "trustedAuthServ", settings -> 'imap' ->> 'host' as "imapHost",
       coalesce(settings -> 'trustedSealers', '[]') as "trustedSealers"
     from inboxes where id = any($1)`,
    [[...new Set(inboxIds)]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
