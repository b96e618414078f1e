import { mkdir, statfs } from 'node:fs/promises';
import type { Bus } from '@app/bus';
import { counted, type Reason } from '@app/domain';
import { inboxHealth } from '../inboxes/inbox-health.js';
import { missingMigrations } from './migrate.js';
import { MIGRATIONS } from '../migrations/index.js';
import type { Store } from './store.js';

/** One look at something a process needs; the shape of `HealthCheck` of @app/service. */
export type Check = {
  readonly name: string;
  /** `ready`: without it the process can do nothing. `health`: for people; never takes the process out of service. */
  readonly kind: 'ready' | 'health';
  check(): Promise<Finding>;
};

type Finding = {
  readonly ok: boolean;
  readonly detail: string;
  readonly parts?: readonly { name: string; ok: boolean; state: string; reason: Reason | null; since: Date }[];
};

/** Below this much free space nothing more is taken in (`security.md` 5). */
export const DISK_RESERVE_BYTES = 500 * 1024 * 1024;

export function platformChecks(store: Store, bus: Bus, dataDir: string): readonly Check[] {
  return [
    { name: 'database', kind: 'ready', check: () => checkDatabase(store) },
    { name: 'bus', kind: 'ready', check: () => checkBus(bus) },
    { name: 'disk', kind: 'ready', check: () => checkDisk(dataDir) },
    { name: 'inboxes', kind: 'health', check: () => checkInboxes(store) },
  ];
}

async function checkDatabase(store: Store): Promise<Finding> {
  const missing = await missingMigrations(store);
  if (missing.length > 0) return { ok: false, detail: `run the migration step first: ${missing.join(', ')} missing` };
  return { ok: true, detail: counted(MIGRATIONS.length, 'migration') };
}

async function checkBus(bus: Bus): Promise<Finding> {
  const health = await bus.health();
  const troubled = health.consumers.filter((consumer) => consumer.reason !== null);
  const detail = troubled.map((consumer) => `${consumer.group}: ${consumer.state} (${consumer.reason})`).join(', ');
  return { ok: health.ok, detail: detail || counted(health.consumers.length, 'consumer') };
}

async function checkDisk(dataDir: string): Promise<Finding> {
  await mkdir(dataDir, { recursive: true });
  const { bavail, bsize } = await statfs(dataDir);
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
  return { ok: bavail * bsize > DISK_RESERVE_BYTES, detail: `${freeMb} MB free` };
}

async function checkInboxes(store: Store): Promise<Finding> {
  const inboxes = await inboxHealth(store);
  const parts = inboxes.map(({ name, state, reason, since }) => ({ name, ok: state !== 'failing', state, reason, since }));
  const all = counted(parts.length, 'inbox', 'inboxes');
  const failing = parts.filter((part) => !part.ok).length;
  return { ok: failing === 0, detail: failing === 0 ? all : `${failing} of ${all} failing`, parts };
}
