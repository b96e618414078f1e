import type { TelegramSettings } from '@app/contracts';
import type { Sql } from '../database/sql.js';

/** What of its chats a bot's inbox takes. */
export type ChatRules = {
  readonly groups: TelegramSettings['groups'];
  readonly channelPosts: boolean;
  /** Names of the business accounts that the bot answers for, by their user ids. */
  readonly accounts: ReadonlyMap<string, string>;
};

/** By inbox. An inbox of another channel, or that is gone, has the rules of a new one. */
export async function readChatRules(sql: Sql, inboxIds: readonly string[]): Promise<(inboxId: string) => ChatRules> {
  if (inboxIds.length === 0) return () => OF_A_NEW_INBOX;
  const rows = await sql.query<Omit<ChatRules, 'accounts'> & { id: string; accounts: Record<string, string> }>(
    `select i.id, coalesce(i.settings ->> 'groups', 'addressed') as groups, coalesce((i.settings ->> 'channelPosts')::boolean, false) as "channelPosts",
       coalesce((select jsonb_object_agg(b.user_id, b.name order by b.updated_at) from business_accounts b where b.inbox_id = i.id), '{}') as accounts
     from inboxes i where i.id = any($1)`,
    [[...new Set(inboxIds)]],
  );
  const rules = new Map(rows.map(({ id, accounts, ...rest }) => [id, { ...rest, accounts: new Map(Object.entries(accounts)) }]));
  return (inboxId) => rules.get(inboxId) ?? OF_A_NEW_INBOX;
}

const OF_A_NEW_INBOX: ChatRules = { groups: 'addressed', channelPosts: false, accounts: new Map() };
