import { createHash, randomUUID } from 'node:crypto';
import type { Channel } from '@app/contracts';
import type { Incoming, IncomingMessage, Kept, MailTraits, Store } from '@app/store';

/** Bytes as a blob that lives in its row. */
export function aBlob(bytes: Buffer | string = randomUUID()): Kept {
  const data = Buffer.from(bytes);
  return { sha256: createHash('sha256').update(data).digest('hex'), size: data.length, data };
}

/** A file that an agent uploaded and that is part of no message yet. */
export async function anUpload(
  store: Store,
  agentId: string,
  bytes: Buffer | string = randomUUID(),
  filename = 'bill.pdf',
): Promise<string> {
  const { sha256, size, data } = aBlob(bytes);
  const id = randomUUID();
  await store.query(`insert into blobs (sha256, size, data) values (decode($1, 'hex'), $2, $3) on conflict do nothing`, [
    sha256,
    size,
    data,
  ]);
  await store.query(
    `insert into attachments (id, filename, content_type, size, sha256, uploaded_by)
     values ($1, $2, 'application/octet-stream', $3, decode($4, 'hex'), $5)`,
    [id, filename, size, sha256, agentId],
  );
  return id;
}

/** A customer's mail; change what the test is about. */
export function aMail(
  inboxId: string,
  changes: Partial<IncomingMessage> & {
    messageId?: string | null;
    ancestors?: string[];
    tokens?: string[];
    traits?: Partial<MailTraits>;
  } = {},
): IncomingMessage {
  const { messageId = `<${randomUUID()}@example.test>`, ancestors, tokens, traits, ...rest } = changes;
  const raw = aBlob();
  return {
    ...aMessage(inboxId, 'email'),
    externalId: raw.sha256,
    raw,
    sender: { address: 'ivan@example.test', name: 'Ivan', language: null, proved: null },
    place: { kind: 'thread', tokens: tokens ?? [], ancestors: ancestors ?? [], messageId },
    mail: { ...NO_TRAITS, ...traits },
    isAutomatic: (traits?.automatic ?? null) !== null,
    subject: 'Where is my bill?',
    to: [{ address: 'support@shop.test', name: '' }],
    ...rest,
  };
}

const NO_TRAITS: MailTraits = {
  automatic: null,
  isCertain: true,
  isMarkedOnTheWay: false,
  isMarkedSpam: false,
  historic: false,
  ownToken: null,
  forwarded: null,
  reported: null,
};

/** A message in a Telegram chat. */
export function aChatMessage(inboxId: string, chat: string, changes: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    ...aMessage(inboxId, 'telegram'),
    sender: { address: chat, name: 'Maria', language: 'ru', proved: 'telegram' },
    place: { kind: 'chat', externalKey: chat },
    ...changes,
  };
}

function aMessage(inboxId: string, channel: Channel): IncomingMessage {
  return {
    kind: 'message',
    channel,
    way: channel === 'webchat' ? 'widget' : channel,
    inboxId,
    externalId: randomUUID(),
    receivedAt: new Date(),
    raw: aBlob(),
    sender: { address: randomUUID(), name: '', language: null, proved: null },
    authentication: null,
    place: { kind: 'chat', externalKey: randomUUID() },
    subject: null,
    text: 'Hello',
    html: null,
    quoted: null,
    signature: null,
    to: [],
    cc: [],
    replyTo: [],
    sourceAt: null,
    isAutomatic: false,
    problem: null,
    remarks: [],
    files: [],
    clientId: null,
  } satisfies Incoming;
}

/** A team with nobody in it. */
export async function aTeam(store: Store, name = `team-${randomUUID()}`): Promise<string> {
  const id = randomUUID();
  await store.query(`insert into teams (id, name) values ($1, $2)`, [id, name]);
  return id;
}

/** An inbox of a team, without secrets. */
export async function anInbox(store: Store, channel: Channel, teamId: string, settings: object = {}): Promise<string> {
  const id = randomUUID();
  await store.query(`insert into inboxes (id, channel, name, team_id, settings) values ($1, $2, $3, $4, $5::jsonb)`, [
    id,
    channel,
    `inbox-${id}`,
    teamId,
    JSON.stringify(settings),
  ]);
  return id;
}

export type AgentOptions = {
  readonly teams?: readonly string[];
  readonly capacity?: number;
  readonly presence?: 'online' | 'away' | 'offline';
  readonly role?: 'admin' | 'lead' | 'agent';
  /** Level by skill id. */
  readonly skills?: Readonly<Record<string, number>>;
};

/** An agent who is online. */
export async function anAgent(store: Store, options: AgentOptions = {}): Promise<string> {
  const id = randomUUID();
  await store.query(`insert into agents (id, email, name, role, capacity, presence) values ($1, $2, $3, $4, $5, $6)`, [
    id,
    `${id}@shop.test`,
    `Agent ${id.slice(0, 4)}`,
    options.role ?? 'agent',
    options.capacity ?? 6,
    options.presence ?? 'online',
  ]);
  for (const team of options.teams ?? []) await store.query(`insert into team_members (team_id, agent_id) values ($1, $2)`, [team, id]);
  for (const [skill, level] of Object.entries(options.skills ?? {})) {
    await store.query(`insert into agent_skills (agent_id, skill_id, level) values ($1, $2, $3)`, [id, skill, level]);
  }
  return id;
}

export async function aSkill(store: Store, name = `skill-${randomUUID()}`): Promise<string> {
  const id = randomUUID();
  await store.query(`insert into skills (id, name) values ($1, $2)`, [id, name]);
  return id;
}
