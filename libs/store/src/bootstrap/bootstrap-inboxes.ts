import type { MailServer, WebchatSecrets } from '@app/contracts';
import { BotChoices, EmailChoices, type BootstrapInbox } from './bootstrap-file.js';
import { webchatParts } from './bootstrap-webchat.js';
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
    // Web chats name mailboxes of the same file.
    const chatsLast = [...wanted].sort((a, b) => Number(a.channel === 'webchat') - Number(b.channel === 'webchat'));
    for (const inbox of chatsLast) await this.one(inbox);
    return { created: this.created, changed: this.changed, warnings: this.warnings };
  }

  private async one(inbox: BootstrapInbox): Promise<void> {
    this.warn(inbox);
    const subject = `inbox ${inbox.name}`;
    const [row] = await this.tx.query<{ id: string; channel: string }>(`select id, channel from inboxes where name = $1`, [inbox.name]);
    const parts = await partsOf(this.tx, inbox);
    const said = this.saidOf(inbox, parts);
    const last = await lastApplied<Said>(this.tx, subject);
    if (!row) await this.create(inbox, parts);
    else if (row.channel !== inbox.channel) this.warnings.push(`inbox ${inbox.name} is of channel ${row.channel} already: left as it is`);
    else if (last) await this.change(row.id, inbox, parts, fieldsThatDiffer(last, said));
    await noteApplied(this.tx, subject, said);
  }

  private async create(inbox: BootstrapInbox, { settings, secrets }: Parts): Promise<void> {
    const teamId = await this.teamId(inbox.team);
    const id = await this.inboxes.create(this.tx, {
      channel: inbox.channel,
      name: inbox.name,
      teamId,
      language: inbox.language ?? null,
      officeHours: inbox.officeHours ?? null,
      settings,
      secrets,
    });
    await this.setSkills(id, inbox);
    this.created.push(`inbox ${inbox.name}`);
  }

  private async change(id: string, inbox: BootstrapInbox, { settings, secrets }: Parts, differing: ReadonlySet<string>): Promise<void> {
    if (differing.size === 0) return;
    const only = (part: Said): Said => Object.fromEntries(Object.entries(part).filter(([field]) => differing.has(field)));
    const patch: InboxPatch = {
      ...(differing.has('team') && { teamId: await this.teamId(inbox.team) }),
      ...(differing.has('officeHours') && inbox.officeHours !== undefined && { officeHours: inbox.officeHours }),
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
  private saidOf(inbox: BootstrapInbox, { settings, secrets }: Parts): Said {
    const fingerprints = Object.entries(secrets).map(([field, value]) => [field, this.secrets.sign('bootstrap', String(value))]);
    return {
      team: inbox.team,
      language: inbox.language ?? null,
      skills: inbox.skills ?? {},
      ...(inbox.officeHours !== undefined && { officeHours: inbox.officeHours }),
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

const CHOICES = EmailChoices.keyof().options;
const BOT_CHOICES = BotChoices.keyof().options;

type Parts = Awaited<ReturnType<typeof partsOf>>;

/** As the inbox is stored: what may be shown, and what is encrypted. */
async function partsOf(tx: Tx, inbox: BootstrapInbox) {
  switch (inbox.channel) {
    case 'email': {
      const { address, from } = inbox;
      const said = Object.fromEntries(CHOICES.flatMap((field) => (inbox[field] === undefined ? [] : [[field, inbox[field]]])));
      const imap = withoutPassword(inbox.imap);
      const smtp = withoutPassword(inbox.smtp);
      return {
        settings: { address, from, imap: imap.server, smtp: smtp.server, ...said },
        secrets: { imapPassword: imap.password, smtpPassword: smtp.password },
      };
    }
    case 'telegram': {
      const { apiRoot, token, proxy } = inbox;
      const said = Object.fromEntries(BOT_CHOICES.flatMap((field) => (inbox[field] === undefined ? [] : [[field, inbox[field]]])));
      return { settings: { apiRoot, ...said }, secrets: { token, ...(proxy !== undefined && { proxy }) } };
    }
    case 'webchat':
      return {
        settings: await webchatParts(tx, inbox),
        secrets: {} as Pick<WebchatSecrets, 'identityKey'>,
      };
  }
}

type GivenServer = MailServer & { readonly password?: string | undefined };

function withoutPassword<S extends GivenServer | null>(
  given: S,
): { server: S extends null ? MailServer | null : MailServer; password: string };
function withoutPassword(given: GivenServer | null): { server: MailServer | null; password: string } {
  if (given === null) return { server: null, password: '' };
  const { password = '', ...server } = given;
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
