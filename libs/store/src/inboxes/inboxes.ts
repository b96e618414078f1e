import {
  INBOX_SCHEMAS,
  InboxChanged,
  InboxFailed,
  InboxRecovered,
  type Channel,
  type OfficeHours,
  type SecretsOf,
  type SettingsInput,
  type SettingsOf,
} from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { checkedSettings, wholeSettings } from './checked-settings.js';
import type { Secrets } from '../database/secrets.js';
import type { Sql } from '../database/sql.js';
import type { Store, Tx } from '../database/store.js';
import { forgetOtherGrants } from './oauth-grants.js';
import { inboxOfBot, isSameBot, refuseSecondBot } from './one-bot.js';
import { type SiteKey, siteKeyOf } from './site-key.js';
import { makeKey, renewedWebchatKeys } from './made-keys.js';

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

export type NewInbox<C extends Channel> = {
  readonly channel: C;
  readonly name: string;
  readonly teamId: string;
  readonly language?: 'ru' | 'en' | null;
  readonly officeHours?: OfficeHours | null;
  readonly settings: SettingsInput<C>;
  readonly secrets: SecretsOf<C>;
};

export type InboxPatch = {
  readonly name?: string;
  readonly teamId?: string;
  readonly language?: 'ru' | 'en' | null;
  readonly active?: boolean;
  /** Null: the organisation's. */
  readonly officeHours?: OfficeHours | null;
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
        opened.push({ ...row, ...checkedSettings(channel, row.settings, sealed === null ? {} : this.keys.decrypt(sealed, row.id)) });
      } catch (error) {
        const reason = error instanceof DeskError ? error.reason : { code: 'inbox-settings-invalid', params: {} };
        await this.reportHealth(row.id, { state: 'failing', reason });
      }
    }
    return opened;
  }

  /**
   * One inbox with its secrets, whether it is active or not.
   *
   * @throws DeskError missing/inbox-missing, conflict/inbox-of-other-channel, conflict/inbox-settings-invalid; and what secrets throw that
   *   cannot be opened
   */
  async openOne<C extends Channel>(channel: C, id: string): Promise<OpenInbox<C>> {
    const [row] = await this.store.query<Omit<OpenInbox<C>, 'secrets'> & { sealed: Buffer | null }>(
      `select id, channel, name, language, settings, secrets as sealed, version from inboxes where id = $1`,
      [id],
    );
    if (!row) throw new DeskError('missing', 'inbox-missing', 'There is no such inbox.');
    if (row.channel !== channel) throw new DeskError('conflict', 'inbox-of-other-channel', `The inbox is no ${channel} inbox.`);
    const { sealed, ...rest } = row;
    const secrets = sealed === null ? {} : this.keys.decrypt(sealed, id);
    try {
      return { ...rest, ...checkedSettings(channel, row.settings, secrets) };
    } catch (error) {
      throw new DeskError('conflict', 'inbox-settings-invalid', 'The settings of the inbox are not valid.', { cause: error });
    }
  }

  /** By what a bot knows its organisation's own sites; null where its secrets hold no key, or cannot be opened. Called by the normalizer. */
  async siteKey(sql: Sql, id: string): Promise<SiteKey | null> {
    const [row] = await sql.query<{ sealed: Buffer | null }>(
      `select secrets as sealed from inboxes where id = $1 and channel = 'telegram'`,
      [id],
    );
    if (!row?.sealed) return null;
    try {
      return siteKeyOf(INBOX_SCHEMAS.telegram.secrets.parse(this.keys.decrypt(row.sealed, id)));
    } catch {
      // `open` reports the inbox failing by it.
      return null;
    }
  }

  /**
   * Gives an inbox a new key for what its organisation's own sites sign. Links that were signed by a bot's former one prove nothing any more;
   * a web chat believes its former one for a day.
   *
   * @returns `botId`: of a bot, what its links are signed with beside the key
   * @throws DeskError missing/inbox-missing, conflict/inbox-of-other-channel for a mailbox
   */
  async renewIdentityKey(tx: Tx, id: string): Promise<{ readonly key: string; readonly botId: string | null }> {
    const [row] = await tx.query<{ channel: Channel; sealed: Buffer | null }>(
      `select channel, secrets as sealed from inboxes where id = $1 for no key update`,
      [id],
    );
    if (row?.channel === 'email') throw new DeskError('conflict', 'inbox-of-other-channel', 'A mailbox knows nobody by a key.');
    if (row?.channel === 'webchat') {
      const present = INBOX_SCHEMAS.webchat.secrets.parse(row.sealed === null ? {} : this.keys.decrypt(row.sealed, id));
      const secrets = renewedWebchatKeys(present, new Date());
      await this.change(tx, id, { secrets });
      return { key: secrets.identityKey ?? '', botId: null };
    }
    await this.change(tx, id, { secrets: { identityKey: makeKey() } });
    const made = await this.siteKey(tx, id);
    if (made === null) throw new Error('A bot has no key after it was given one.');
    return { key: made.identityKey, botId: made.botId };
  }

  /** Which versions of which inboxes are to be served; cheap, for supervisors. */
  versions(channel: Channel): Promise<{ id: string; version: number }[]> {
    return this.store.query(`select id, version from inboxes where channel = $1 and active order by id`, [channel]);
  }

  /** Who may be written to by mail: the address of each active mail inbox. */
  mailAddresses(): Promise<{ id: string; address: string }[]> {
    return this.store.query(`select id, settings ->> 'address' as address from inboxes where channel = 'email' and active order by id`);
  }

  /** @throws DeskError conflict/telegram-bot-taken; ZodError when the settings together are not valid */
  async create<C extends Channel>(tx: Tx, inbox: NewInbox<C>): Promise<string> {
    const id = newId();
    const { settings, secrets } = await wholeSettings(inbox.channel, inbox.settings, inbox.secrets);
    if ('token' in secrets) await refuseSecondBot(tx, this.keys, secrets.token, id);
    await tx.query(
      `insert into inboxes (id, channel, name, team_id, language, settings, secrets, office_hours)
       values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb)`,
      [
        id,
        inbox.channel,
        inbox.name,
        inbox.teamId,
        inbox.language ?? null,
        JSON.stringify(settings),
        this.keys.encrypt(secrets, id),
        inbox.officeHours ? JSON.stringify(inbox.officeHours) : null,
      ],
    );
    tx.outbox.add(InboxChanged, { inboxId: id });
    return id;
  }

  /** @throws DeskError missing/inbox-missing, conflict/telegram-bot-taken; ZodError when the settings together are not valid */
  async change(tx: Tx, id: string, patch: InboxPatch): Promise<void> {
    const [row] = await tx.query<{ channel: Channel; active: boolean; settings: object; sealed: Buffer | null }>(
      `select channel, active, settings, secrets as sealed from inboxes where id = $1 for no key update`,
      [id],
    );
    if (!row) throw new DeskError('missing', 'inbox-missing', 'There is no such inbox.');
    const present = row.sealed === null ? {} : this.keys.decrypt(row.sealed, id);
    const { settings, secrets } = await wholeSettings(
      row.channel,
      { ...row.settings, ...patch.settings },
      withoutEmpty({ ...Object(present), ...patch.secrets }),
    );
    if ('token' in secrets && (patch.active ?? row.active)) await refuseSecondBot(tx, this.keys, secrets.token, id);
    await tx.query(
      `update inboxes set name = coalesce($2, name), team_id = coalesce($3, team_id), active = coalesce($4, active),
         language = case when $5 then $6 else language end, settings = $7::jsonb, secrets = $8, version = version + 1,
         office_hours = case when $9 then $10::jsonb else office_hours end,
         profile = case when $11 then null else profile end,
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
        patch.officeHours !== undefined,
        patch.officeHours ? JSON.stringify(patch.officeHours) : null,
        'token' in secrets && !isSameBot(secrets.token, present),
      ],
    );
    if ('signIn' in settings) await forgetOtherGrants(tx, id, settings.signIn === 'password' ? null : settings.signIn);
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

  /** Notes whether the sending server of a mailbox takes addresses in letters of any script. Called by the sending app. */
  async noteSmtpUtf8(id: string, takes: boolean): Promise<void> {
    await this.store.query(`update inboxes set smtp_utf8 = $2 where id = $1 and smtp_utf8 <> $2`, [id, takes]);
  }

  /** The name of the active inbox that has the bot of this token, other than the one that is named; null when there is none. */
  inboxOfBot(token: string, except: string | null): Promise<string | null> {
    return inboxOfBot(this.store, this.keys, token, except);
  }

  /** Notes how an inbox stands; tells of it when it changed. */
  async reportHealth(id: string, now: { state: 'ok' | 'off'; reason?: null } | { state: 'failing'; reason: Reason }): Promise<void> {
    await this.store.transaction(async (tx) => {
      const reason = now.state === 'failing' ? JSON.stringify(now.reason) : null;
      const [before] = await tx.query<{ health: string; code: string | null; isSame: boolean }>(
        `select health, health_reason ->> 'code' as code, health_reason is not distinct from $2::jsonb as "isSame"
         from inboxes where id = $1 and active for no key update`,
        [id, reason],
      );
      const code = now.state === 'failing' ? now.reason.code : null;
      if (!before || (before.health === now.state && before.isSame)) return;
      await tx.query(
        `update inboxes set health = $2, health_reason = $3::jsonb, health_since = case when health = $2 then health_since else now() end where id = $1`,
        [id, now.state, reason],
      );
      // The same of another server, say: nobody is told again.
      if (before.health === now.state && before.code === code) return;
      if (now.state === 'failing') tx.outbox.add(InboxFailed, { inboxId: id, code: now.reason.code });
      if (now.state === 'ok' && before.health === 'failing') tx.outbox.add(InboxRecovered, { inboxId: id });
    });
  }
}

/** An empty text takes a secret away. */
function withoutEmpty(secrets: object): object {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ''));
}
