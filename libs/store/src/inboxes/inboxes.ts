import {
  INBOX_SCHEMAS,
  InboxChanged,
  InboxFailed,
  InboxRecovered,
  type Channel,
  type SecretsOf,
  type SettingsInput,
  type SettingsOf,
} from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Secrets } from '../database/secrets.js';
import type { Sql } from '../database/sql.js';
import type { Store, Tx } from '../database/store.js';

/** An inbox as its channel app opens it: with its secrets. */
export type OpenInbox<C extends Channel> = {
  readonly id: string;
  readonly channel: C;
  readonly name: string;
  readonly language: 'ru' | 'en' | null;
  readonly settings: SettingsOf<C>;
  readonly secrets: SecretsOf<C>;
  /** Grows with each change that the channel app must act on. */
  readonly version: number;
};

export type InboxHealth =
  | { readonly state: 'ok'; readonly reason: null; readonly since: Date }
  | { readonly state: 'failing'; readonly reason: Reason; readonly since: Date }
  | { readonly state: 'off'; readonly reason: null; readonly since: Date };

export type NewInbox<C extends Channel> = {
  readonly channel: C;
  readonly name: string;
  readonly teamId: string;
  readonly language?: 'ru' | 'en' | null;
  readonly settings: SettingsInput<C>;
  readonly secrets: SecretsOf<C>;
};

export type InboxPatch = {
  readonly name?: string;
  readonly teamId?: string;
  readonly language?: 'ru' | 'en' | null;
  readonly active?: boolean;
  /** Laid over the present ones, then checked whole. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
};

/** The configured ends of channels (tables `inboxes`, `inbox_skills`). Called by desk and bootstrap (settings), channel apps (health). */
export class Inboxes {
  constructor(
    private readonly store: Store,
    private readonly keys: Secrets,
  ) {}

  /** All active inboxes of a channel, with their secrets. One whose secret cannot be opened is reported failing and left out. */
  async open<C extends Channel>(channel: C): Promise<readonly OpenInbox<C>[]> {
    const rows = await this.store.query<Omit<OpenInbox<C>, 'secrets'> & { sealed: Buffer | null }>(
      `select id, channel, name, language, settings, secrets as sealed, version from inboxes where channel = $1 and active order by id`,
      [channel],
    );
    const opened: OpenInbox<C>[] = [];
    for (const { sealed, ...row } of rows) {
      try {
        opened.push({ ...row, ...this.check(channel, row.settings, sealed === null ? {} : this.keys.decrypt(sealed, row.id)) });
      } catch (error) {
        const reason = error instanceof DeskError ? error.reason : { code: 'inbox-settings-invalid', params: {} };
        await this.reportHealth(row.id, { state: 'failing', reason });
      }
    }
    return opened;
  }

  /** Which versions of which inboxes are to be served; cheap, for supervisors. */
  versions(channel: Channel): Promise<{ id: string; version: number }[]> {
    return this.store.query(`select id, version from inboxes where channel = $1 and active order by id`, [channel]);
  }

  /** Who may be written to by mail: the address of each active mail inbox. */
  mailAddresses(): Promise<{ id: string; address: string }[]> {
    return this.store.query(`select id, settings ->> 'address' as address from inboxes where channel = 'email' and active order by id`);
  }

  async create<C extends Channel>(tx: Tx, inbox: NewInbox<C>): Promise<string> {
    const id = newId();
    const { settings, secrets } = this.check(inbox.channel, inbox.settings, inbox.secrets);
    await tx.query(
      `insert into inboxes (id, channel, name, team_id, language, settings, secrets) values ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
      [id, inbox.channel, inbox.name, inbox.teamId, inbox.language ?? null, JSON.stringify(settings), this.keys.encrypt(secrets, id)],
    );
    tx.outbox.add(InboxChanged, { inboxId: id });
    return id;
  }

  /** @throws DeskError missing/inbox-missing; ZodError when the settings together are not valid */
  async change(tx: Tx, id: string, patch: InboxPatch): Promise<void> {
    const [row] = await tx.query<{ channel: Channel; settings: object; sealed: Buffer | null }>(
      `select channel, settings, secrets as sealed from inboxes where id = $1 for no key update`,
      [id],
    );
    if (!row) throw new DeskError('missing', 'inbox-missing', 'There is no such inbox.');
    const present = row.sealed === null ? {} : this.keys.decrypt(row.sealed, id);
    const { settings, secrets } = this.check(row.channel, { ...row.settings, ...patch.settings }, { ...Object(present), ...patch.secrets });
    await tx.query(
      `update inboxes set name = coalesce($2, name), team_id = coalesce($3, team_id), active = coalesce($4, active),
         language = case when $5 then $6 else language end, settings = $7::jsonb, secrets = $8, version = version + 1,
         health = case when coalesce($4, active) then health else 'off' end,
         health_reason = case when coalesce($4, active) then health_reason end,
         health_since = case when coalesce($4, active) or not active then health_since else now() end
       where id = $1`,
      [
        id,
        patch.name ?? null,
        patch.teamId ?? null,
        patch.active ?? null,
        patch.language !== undefined,
        patch.language ?? null,
        JSON.stringify(settings),
        this.keys.encrypt(secrets, id),
      ],
    );
    tx.outbox.add(InboxChanged, { inboxId: id });
  }

  /** Required and preferred skills of an inbox's tickets. */
  async setSkills(tx: Tx, id: string, skills: readonly { skillId: string; level: number; required: boolean }[]): Promise<void> {
    await tx.query(`delete from inbox_skills where inbox_id = $1`, [id]);
    await tx.query(
      `insert into inbox_skills (inbox_id, skill_id, level, required)
       select $1, s.skill_id, s.level, s.required from unnest($2::uuid[], $3::int[], $4::boolean[]) as s(skill_id, level, required)`,
      [id, skills.map((skill) => skill.skillId), skills.map((skill) => skill.level), skills.map((skill) => skill.required)],
    );
  }

  /** Notes how an inbox stands; tells of it when it changed. */
  async reportHealth(id: string, now: { state: 'ok' | 'off'; reason?: null } | { state: 'failing'; reason: Reason }): Promise<void> {
    await this.store.transaction(async (tx) => {
      const [before] = await tx.query<{ health: string; code: string | null }>(
        `select health, health_reason ->> 'code' as code from inboxes where id = $1 and active for no key update`,
        [id],
      );
      const code = now.state === 'failing' ? now.reason.code : null;
      if (!before || (before.health === now.state && before.code === code)) return;
      await tx.query(
        `update inboxes set health = $2, health_reason = $3::jsonb, health_since = case when health = $2 then health_since else now() end where id = $1`,
        [id, now.state, now.state === 'failing' ? JSON.stringify(now.reason) : null],
      );
      if (now.state === 'failing') tx.outbox.add(InboxFailed, { inboxId: id, code: now.reason.code });
      if (now.state === 'ok' && before.health === 'failing') tx.outbox.add(InboxRecovered, { inboxId: id });
    });
  }

  private check<C extends Channel>(channel: C, settings: unknown, secrets: unknown): { settings: SettingsOf<C>; secrets: SecretsOf<C> } {
    const schemas = INBOX_SCHEMAS[channel];
    return { settings: schemas.settings.parse(settings) as SettingsOf<C>, secrets: schemas.secrets.parse(secrets) as SecretsOf<C> };
  }
}

/** How each inbox stands, by name, for `/healthz`, `doctor` and the settings page. */
export function inboxHealth(
  sql: Sql,
): Promise<{ id: string; name: string; channel: Channel; state: string; reason: Reason | null; since: Date }[]> {
  return sql.query(
    `select id, name, channel, health as state, health_reason as reason, health_since as since from inboxes where active order by name`,
  );
}
