import { InboxChanged } from '@app/contracts';
import type { Sql } from '../database/sql.js';
import type { Store } from '../database/store.js';

/** What a bot is called and looks like. `picture` is the SHA-256 of a blob, hex. */
export type BotProfileRow = {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly picture: string | null;
  /** Privacy mode is off: in groups it sees every message. */
  readonly readsGroups: boolean;
};

/** A picture that was not looked at stays as it is. */
export type NotedProfile = Omit<BotProfileRow, 'picture'> & Partial<Pick<BotProfileRow, 'picture'>>;

/** Notes what the bot of an inbox is called and looks like; tells of it when it changed. Called by telegram. */
export async function noteBotProfile(store: Store, inboxId: string, profile: NotedProfile): Promise<void> {
  await store.transaction(async (tx) => {
    const changed = await tx.query(
      `update inboxes i set profile = noted.profile
       from (select id, coalesce(profile, '{"picture": null}') || $2::jsonb as profile from inboxes where id = $1) as noted
       where i.id = noted.id and i.profile is distinct from noted.profile returning i.id`,
      [inboxId, JSON.stringify(profile)],
    );
    if (changed.length > 0) tx.outbox.add(InboxChanged, { inboxId });
  });
}

/** What bots are called, as far as it is known, by inbox. */
export async function botUsernames(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ id: string; username: string }>(
    `select id, profile ->> 'username' as username from inboxes where channel = 'telegram' and active and profile is not null`,
  );
  return new Map(rows.map(({ id, username }) => [id, username]));
}
