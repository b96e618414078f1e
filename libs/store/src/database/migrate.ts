import { DeskError } from '@app/domain';
import type { DataSource } from 'typeorm';
import { migrationDataSource } from './data-source.js';
import { databaseUnreachable } from './database-unreachable.js';
import { MIGRATIONS } from '../migrations/index.js';
import type { Sql } from './sql.js';

/** The role that services sign in with: it reads and writes rows and changes no table. */
export const SERVICE_ROLE = 'otklik_service';

/**
 * Brings the database to this version's tables. Two that run at once wait for each other.
 *
 * @param ownerUrl of the role that owns the tables
 * @throws DeskError conflict/database-newer, and what `databaseUnreachable` says
 */
export async function migrate(ownerUrl: string): Promise<{ applied: readonly string[] }> {
  const source = migrationDataSource(ownerUrl);
  try {
    await source.initialize();
  } catch (error) {
    throw databaseUnreachable(ownerUrl, error);
  }
  try {
    return { applied: await applyAlone(source) };
  } finally {
    await source.destroy();
  }
}

async function applyAlone(source: DataSource): Promise<string[]> {
  // Held by the one connection of this data source until it is closed.
  await source.query(`select pg_advisory_lock(1869900907, -1)`);
  await refuseNewer(source);
  const applied = await source.runMigrations();
  await grantToService(source);
  return applied.map((migration) => migration.name);
}

/** A database that a newer version has changed is not touched by an older one. */
async function refuseNewer(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name));
  const [table] = await source.query<{ found: string | null }[]>(`select to_regclass('migrations')::text as found`);
  if (!table?.found) return;
  const done = await source.query<{ name: string }[]>(`select name from migrations`);
  const unknown = done.filter((row) => !known.has(row.name));
  if (unknown.length === 0) return;
  throw new DeskError(
    'conflict',
    'database-newer',
    `The database was made by a newer version (${unknown.map((row) => row.name).join(', ')}): start that version or restore a backup.`,
  );
}

async function grantToService(source: DataSource): Promise<void> {
  const [role] = await source.query<{ rolname: string }[]>(`select rolname from pg_roles where rolname = $1`, [SERVICE_ROLE]);
  if (!role) return;
  await source.query(`
    grant usage on schema public to ${SERVICE_ROLE};
    grant select, insert, update, delete on all tables in schema public to ${SERVICE_ROLE};
    grant usage on all sequences in schema public to ${SERVICE_ROLE};
    alter default privileges in schema public grant select, insert, update, delete on tables to ${SERVICE_ROLE};
    alter default privileges in schema public grant usage on sequences to ${SERVICE_ROLE};
    revoke insert, update, delete on migrations from ${SERVICE_ROLE};
  `);
}

/** The migrations of this version that the database lacks; for readiness and `doctor`. */
export async function missingMigrations(sql: Sql): Promise<readonly string[]> {
  const known = MIGRATIONS.map((migration) => new migration().name);
  const [table] = await sql.query<{ found: string | null }>(`select to_regclass('migrations')::text as found`);
  if (!table?.found) return known;
  const done = new Set((await sql.query<{ name: string }>(`select name from migrations`)).map((row) => row.name));
  return known.filter((name) => !done.has(name));
}
