import { isDeepStrictEqual } from 'node:util';
import { AgentChanged, OAUTH_PROVIDERS } from '@app/contracts';
import { audit } from '../database/audit.js';
import { lastApplied, noteApplied } from './bootstrap-applied.js';
import { readBootstrapFile, type BootstrapAgent, type BootstrapFile, type KnownNames } from './bootstrap-file.js';
import { BootstrapInboxes } from './bootstrap-inboxes.js';
import type { Inboxes } from '../inboxes/inboxes.js';
import { OAuthClients } from '../inboxes/oauth-clients.js';
import { changeOrganisation } from '../people/organisation.js';
import { hashPassword } from '../people/password.js';
import { addAgent } from '../people/people.js';
import type { Secrets } from '../database/secrets.js';
import { addSkill } from '../people/skills.js';
import type { Store, Tx } from '../database/store.js';
import { addTeam, changeTeam } from '../people/teams.js';

export type BootstrapResult = {
  /** What was made, e.g. `team Support`. */
  readonly created: readonly string[];
  readonly changed: readonly string[];
  /** What should be looked at, in English. */
  readonly warnings: readonly string[];
};

/**
 * Applies a bootstrap file (`api.md` 6): makes what is missing, by name or address, and changes what differs from the file as it
 * was last applied (`bootstrap-applied.ts`). What people set in the console stays, people are left alone.
 *
 * All of it or nothing. Called by `standalone` at its start and by the command line; two at once wait for each other.
 *
 * @throws DeskError invalid/bootstrap-invalid naming every mistake
 */
export async function applyBootstrap(
  { store, inboxes, secrets }: { readonly store: Store; readonly inboxes: Inboxes; readonly secrets: Secrets },
  text: string,
): Promise<BootstrapResult> {
  const known = await knownNames(store);
  const file = readBootstrapFile(text, known);
  const passwords = await hashNewPasswords(file, known);
  return store.transaction((tx) => new Bootstrap(tx, file, passwords, secrets).apply(new BootstrapInboxes(tx, inboxes, secrets)));
}

/** One run: what it did, and what the file said the last time. */
class Bootstrap {
  private readonly created: string[] = [];
  private readonly changed: string[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly file: BootstrapFile,
    private readonly passwords: ReadonlyMap<string, string>,
    private readonly secrets: Secrets,
  ) {}

  async apply(inboxes: BootstrapInboxes): Promise<BootstrapResult> {
    await this.tx.query(`select pg_advisory_xact_lock(1869900908, 1)`);
    await this.skills();
    await this.people();
    await this.teams();
    await this.oauth();
    const { created, changed, warnings } = await inboxes.apply(this.file.inboxes);
    await this.organisation();
    const result = { created: [...this.created, ...created], changed: [...this.changed, ...changed], warnings };
    await audit(this.tx, { actor: 'bootstrap', action: 'bootstrap.apply', subject: 'file', after: result });
    return result;
  }

  private async skills(): Promise<void> {
    const present = new Set((await this.tx.query<{ name: string }>(`select name from skills`)).map((row) => row.name));
    for (const name of new Set(this.file.skills)) {
      if (present.has(name)) continue;
      await addSkill(this.tx, name);
      this.created.push(`skill ${name}`);
    }
  }

  private async people(): Promise<void> {
    const { admin } = this.file;
    if (admin) await this.person({ ...admin, role: 'admin', language: null, capacity: 6, skills: {} });
    for (const agent of this.file.agents) await this.person(agent);
  }

  /** Who is there already is left alone, password and all. */
  private async person({ email, name, role, language, capacity, skills }: BootstrapAgent): Promise<void> {
    const rows = await this.tx.query(`select from agents where email = $1`, [email]);
    if (rows.length > 0) return;
    const levels = Object.entries(skills).map(([skill, level]) => ({ skill, level }));
    await addAgent(this.tx, {
      email,
      name,
      role,
      language,
      capacity,
      teams: [],
      skills: levels,
      passwordHash: this.passwords.get(email) ?? null,
    });
    this.created.push(`${role} ${email}`);
  }

  private async teams(): Promise<void> {
    for (const { name, agents, leads, signature } of this.file.teams) {
      const members = [...new Set([...agents, ...leads])].sort().map((email) => ({ email, lead: leads.includes(email) }));
      const [team] = await this.tx.query<{ id: string }>(`select id from teams where name = $1`, [name]);
      const last = await lastApplied<{ members: Member[]; signature?: string | null }>(this.tx, `team ${name}`);
      if (!team) {
        await this.changeMembers(await addTeam(this.tx, name, [], signature ?? null), [], members);
        this.created.push(`team ${name}`);
      } else if (last) {
        const isOther = signature !== undefined && signature !== last.signature;
        if (isOther) await changeTeam(this.tx, team.id, { signature });
        if ((await this.changeMembers(team.id, last.members, members)) || isOther) this.changed.push(`team ${name}`);
      }
      await noteApplied(this.tx, `team ${name}`, { members, signature });
    }
  }

  /** Only what the file changed since: who was added or removed in the console stays so. */
  private async changeMembers(teamId: string, before: readonly Member[], now: readonly Member[]): Promise<boolean> {
    const key = ({ email, lead }: Member): string => `${email} ${lead}`;
    const [had, has] = [new Set(before.map(key)), new Set(now.map(key))];
    const added = now.filter((member) => !had.has(key(member)));
    const removed = before.filter((member) => !has.has(key(member)));
    const gone = await this.tx.query<{ id: string }>(
      `delete from team_members m using agents a where m.team_id = $1 and a.id = m.agent_id and a.email = any($2) returning a.id`,
      [teamId, removed.map((member) => member.email)],
    );
    const come = await this.tx.query<{ id: string }>(
      `insert into team_members (team_id, agent_id, is_lead)
       select $1, a.id, n.lead from unnest($2::text[], $3::boolean[]) as n(email, lead) join agents a on a.email = n.email
       on conflict (team_id, agent_id) do update set is_lead = excluded.is_lead returning agent_id as id`,
      [teamId, added.map((member) => member.email), added.map((member) => member.lead)],
    );
    for (const agentId of new Set([...gone, ...come].map((row) => row.id)))
      this.tx.outbox.add(AgentChanged, { agentId, changed: ['teams'] });
    return gone.length + come.length > 0;
  }

  /** What is remembered of a secret is a keyed fingerprint. */
  private async oauth(): Promise<void> {
    const clients = new OAuthClients(this.secrets);
    const known = new Set((await clients.list(this.tx)).map((client) => client.provider));
    for (const [provider, client] of providersOf(this.file)) {
      const said = { ...client, clientSecret: this.secrets.sign('bootstrap', client.clientSecret) };
      const last = await lastApplied(this.tx, `oauth ${provider}`);
      await noteApplied(this.tx, `oauth ${provider}`, said);
      if (isDeepStrictEqual(last, said) || (last === null && known.has(provider))) continue;
      await clients.set(this.tx, { provider, ...client });
      (known.has(provider) ? this.changed : this.created).push(`oauth ${provider}`);
    }
  }

  /** Last, since it may name inboxes. There always is an organisation: what the file never said before is news. */
  private async organisation(): Promise<void> {
    const wanted = this.file.organisation;
    if (!wanted) return;
    const last = (await lastApplied<Record<string, unknown>>(this.tx, 'organisation')) ?? {};
    const news = Object.fromEntries(Object.entries(wanted).filter(([field, value]) => !isDeepStrictEqual(last[field], value))) as Partial<
      typeof wanted
    >;
    await noteApplied(this.tx, 'organisation', wanted);
    if (Object.keys(news).length === 0) return;
    const { noticeInbox, noticeBot, ...rest } = news;
    await changeOrganisation(this.tx, {
      ...rest,
      noticeInboxId: await this.inboxId(noticeInbox),
      noticeBotId: await this.inboxId(noticeBot),
    });
    this.changed.push('organisation');
  }

  private async inboxId(name: string | undefined): Promise<string | undefined> {
    const [row] = await this.tx.query<{ id: string }>(`select id from inboxes where name = $1`, [name ?? null]);
    return row?.id;
  }
}

function providersOf({ oauth }: BootstrapFile) {
  return OAUTH_PROVIDERS.flatMap((provider) => (oauth[provider] === undefined ? [] : [[provider, oauth[provider]] as const]));
}

type Member = { readonly email: string; readonly lead: boolean };

async function knownNames(store: Store): Promise<KnownNames> {
  const [row] = await store.query<KnownNames>(
    `select array(select name from skills) as skills, array(select email from agents) as agents, array(select name from teams) as teams,
       array(select name from inboxes) as inboxes`,
  );
  return row ?? { skills: [], agents: [], teams: [], inboxes: [] };
}

/** Before the transaction: a hash takes its time. */
async function hashNewPasswords(file: BootstrapFile, known: KnownNames): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { email, password } of [...(file.admin ? [file.admin] : []), ...file.agents]) {
    if (password !== undefined && !known.agents.includes(email)) hashes.set(email, await hashPassword(password));
  }
  return hashes;
}
