import type { MailServer } from '@app/contracts';
import type { BootstrapInbox } from './bootstrap-file.js';
import { lastApplied, noteApplied } from './bootstrap-applied.js';
import type { InboxPatch, Inboxes } from '../inboxes/inboxes.js';
import type { Secrets } from '../database/secrets.js';
import { skillIds } from '../people/skills.js';
import type { Tx } from '../database/store.js';

type Said = { readonly [field: string]: unknown };

/** The inboxes of a bootstrap file: made where missing, else changed in what the file changed since it was applied last. */
export class BootstrapInboxes {
  private readonly created: string[] = [];
  private readonly changed: string[] = [];
  private readonly warnings: string[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly inboxes: Inboxes,
    private readonly secrets: Secrets,
  ) {}

  async apply(wanted: readonly BootstrapInbox[]): Promise<{ created: string[]; changed: string[]; warnings: string[] }> {
    for (const inbox of wanted) await this.one(inbox);
    return { created: this.created, changed: this.changed, warnings: this.warnings };
  }

  private async one(inbox: BootstrapInbox): Promise<void> {
    this.warn(inbox);
    const subject = `inbox ${inbox.name}`;
    const [row] = await this.tx.query<{ id: string; channel: string }>(`select id, channel from inboxes where name = $1`, [inbox.name]);
    const said = this.saidOf(inbox);
    const last = await lastApplied<Said>(this.tx, subject);
    if (!row) await this.create(inbox);
    else if (row.channel !== inbox.channel) this.warnings.push(`inbox ${inbox.name} is of channel ${row.channel} already: left as it is`);
    else if (last) await this.change(row.id, inbox, fieldsThatDiffer(last, said));
    await noteApplied(this.tx, subject, said);
  }

  private async create(inbox: BootstrapInbox): Promise<void> {
    const teamId = await this.teamId(inbox.team);
    const { settings, secrets } = partsOf(inbox);
    const id = await this.inboxes.create(this.tx, {
      channel: inbox.channel,
      name: inbox.name,
      teamId,
      language: inbox.language ?? null,
      settings,
      secrets,
    });
    await this.setSkills(id, inbox);
    this.created.push(`inbox ${inbox.name}`);
  }

  private async change(id: string, inbox: BootstrapInbox, differing: ReadonlySet<string>): Promise<void> {
    if (differing.size === 0) return;
    const { settings, secrets } = partsOf(inbox);
    const only = (part: Said): Said => Object.fromEntries(Object.entries(part).filter(([field]) => differing.has(field)));
    const patch: InboxPatch = {
      ...(differing.has('team') && { teamId: await this.teamId(inbox.team) }),
      ...(differing.has('language') && { language: inbox.language ?? null }),
      settings: only(settings),
      secrets: only(secrets),
    };
    await this.inboxes.change(this.tx, id, patch);
    if (differing.has('skills')) await this.setSkills(id, inbox);
    this.changed.push(`inbox ${inbox.name}`);
  }

  private async setSkills(id: string, { skills = {} }: BootstrapInbox): Promise<void> {
    const ids = await skillIds(this.tx, Object.keys(skills));
    const rows = Object.entries(skills).map(([name, { level, required }]) => ({ skillId: ids.get(name) ?? '', level, required }));
    await this.inboxes.setSkills(this.tx, id, rows);
  }

  /** What is remembered of an inbox: secrets only as keyed fingerprints. */
  private saidOf(inbox: BootstrapInbox): Said {
    const { settings, secrets } = partsOf(inbox);
    const fingerprints = Object.entries(secrets).map(([field, value]) => [field, this.secrets.sign('bootstrap', String(value))]);
    return {
      team: inbox.team,
      language: inbox.language ?? null,
      skills: inbox.skills ?? {},
      ...settings,
      ...Object.fromEntries(fingerprints),
    };
  }

  private async teamId(name: string): Promise<string> {
    const [row] = await this.tx.query<{ id: string }>(`select id from teams where name = $1`, [name]);
    if (!row) throw new Error(`The team ${name} was checked and is missing.`);
    return row.id;
  }

  private warn(inbox: BootstrapInbox): void {
    if (inbox.channel !== 'email') return;
    for (const [name, server] of [
      ['imap', inbox.imap],
      ['smtp', inbox.smtp],
    ] as const) {
      if (server?.tls === 'none')
        this.warnings.push(`inbox ${inbox.name}: ${name} is without TLS, which is allowed for private and loopback hosts only`);
    }
  }
}

/** As the inbox is stored: what may be shown, and what is encrypted. */
function partsOf(inbox: BootstrapInbox) {
  switch (inbox.channel) {
    case 'email': {
      const { address, from, folders, junk, afterTaking, strangersWithToken, trustedAuthServ, trustedSealers } = inbox;
      // Only what the file says: what it leaves out stays as people set it.
      const said = Object.fromEntries(
        Object.entries({ folders, junk, afterTaking, strangersWithToken, trustedAuthServ, trustedSealers }).filter(
          ([, value]) => value !== undefined,
        ),
      );
      const imap = withoutPassword(inbox.imap);
      const smtp = withoutPassword(inbox.smtp);
      return {
        settings: { address, from, imap: imap.server, smtp: smtp.server, ...said },
        secrets: { imapPassword: imap.password, smtpPassword: smtp.password },
      };
    }
    case 'telegram':
      return { settings: { apiRoot: inbox.apiRoot }, secrets: { token: inbox.token } };
    case 'webchat':
      return { settings: { origins: inbox.origins, colour: inbox.colour, title: inbox.title, greeting: inbox.greeting }, secrets: {} };
  }
}

type GivenServer = MailServer & { readonly password: string };

function withoutPassword<S extends GivenServer | null>(
  given: S,
): { server: S extends null ? MailServer | null : MailServer; password: string };
function withoutPassword(given: GivenServer | null): { server: MailServer | null; password: string } {
  if (given === null) return { server: null, password: '' };
  const { password, ...server } = given;
  return { server, password };
}

function fieldsThatDiffer(last: Said, now: Said): ReadonlySet<string> {
  const fields = new Set([...Object.keys(last), ...Object.keys(now)]);
  return new Set([...fields].filter((field) => !isSame(last[field], now[field])));
}

/** Whatever the order of keys: jsonb does not keep it. A field that an older version did not know was null. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );
}
