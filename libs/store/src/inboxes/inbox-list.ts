import type { Channel, Language, OAuthProvider, OfficeHours, Ref, TicketSkill } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import { decodeCursor, encodeCursor, pageOf } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import type { BotProfileRow } from './bot-profiles.js';

/** An inbox as the settings pages show it: never with its secrets. */
export type InboxRow = {
  readonly id: string;
  readonly channel: Channel;
  readonly name: string;
  readonly team: Ref;
  readonly language: Language | null;
  readonly active: boolean;
  readonly version: number;
  readonly skills: TicketSkill[];
  /** Null: the organisation's. */
  readonly officeHours: OfficeHours | null;
  readonly settings: Record<string, unknown>;
  readonly health: 'ok' | 'failing' | 'off';
  readonly healthReason: Reason | null;
  readonly healthSince: Date;
  /** Of a bot that was reached; null for others. */
  readonly profile: BotProfileRow | null;
  readonly createdAt: Date;
  /** Of a mailbox; null for other channels. */
  readonly reading: MailboxReadingRow | null;
  /** Of a mailbox that is signed in to by consent; null for others. */
  readonly consent: ConsentRow | null;
};

/** Whether the owner of a mailbox let us in; times as the database writes them in JSON. */
export type ConsentRow = {
  readonly provider: OAuthProvider;
  readonly state: 'wanted' | 'given' | 'lost';
  readonly account: string | null;
  readonly since: string | null;
  readonly reason: Reason | null;
  /** Why the last way to the provider led nowhere, for an hour. */
  readonly refusal: Reason | null;
  /** How far the provider's clock is ahead of ours, s. */
  readonly clockAheadS: number | null;
};

/** How the reading of a mailbox goes; times as the database writes them in JSON. */
export type MailboxReadingRow = {
  /** When INBOX was last looked at with success. */
  readonly lookedAt: string | null;
  readonly history: { readonly done: number; readonly total: number; readonly finished: boolean; readonly since: string | null } | null;
  readonly setAside: number;
};

export async function listInboxes(sql: Sql, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const after = decodeCursor('inboxes', ['text'], cursor);
  const rows = await sql.query<InboxRow>(`${SELECT} where $1::text is null or i.name > $1 order by i.name limit $2`, [
    after?.[0] ?? null,
    limit + 1,
  ]);
  return pageOf(rows, limit, (last) => encodeCursor('inboxes', [last.name]));
}

/** @throws DeskError missing/inbox-missing */
export async function readInbox(sql: Sql, id: string): Promise<InboxRow> {
  const [row] = await sql.query<InboxRow>(`${SELECT} where i.id = $1`, [id]);
  if (!row) throw new DeskError('missing', 'inbox-missing', 'There is no such inbox.');
  return row;
}

const SELECT = `select i.id, i.channel, i.name, json_build_object('id', t.id, 'name', t.name) as team, i.language, i.active, i.version,
  coalesce((select json_agg(json_build_object('skill', s.name, 'level', k.level, 'required', k.required) order by s.name)
    from inbox_skills k join skills s on s.id = k.skill_id where k.inbox_id = i.id), '[]') as skills,
  i.office_hours as "officeHours", i.settings, i.health, i.health_reason as "healthReason", i.health_since as "healthSince", i.profile, i.created_at as "createdAt",
  case when i.channel = 'email' then json_build_object(
    'lookedAt', (select looked_at from mail_cursors c where c.inbox_id = i.id and c.folder = 'INBOX'),
    'history', (select json_build_object('done', sum(h.done), 'total', greatest(sum(h.total), sum(h.done)),
        'finished', bool_and(h.finished_at is not null), 'since', min(h.since)) from mail_imports h where h.inbox_id = i.id having count(*) > 0),
    'setAside', (select count(*) from unfetched_mails u where u.inbox_id = i.id and u.attempts >= 3)) end as reading,
  case when i.channel = 'email' and i.settings ->> 'signIn' <> 'password' then json_build_object(
    'provider', i.settings ->> 'signIn', 'state', coalesce(g.state, 'wanted'), 'account', g.account, 'since', g.since, 'reason', g.reason,
    'refusal', (select r.reason from oauth_refusals r where r.inbox_id = i.id and r.at > now() - interval '1 hour'),
    'clockAheadS', g.clock_ahead_s) end as consent
  from inboxes i join teams t on t.id = i.team_id left join oauth_grants g on g.inbox_id = i.id`;
