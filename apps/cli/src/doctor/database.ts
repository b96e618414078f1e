import { missingMigrations } from '@app/store';
import type { OpenedDatabase } from '../open-database.js';
import { bad, type Finding, good } from './finding.js';

const OLDEST = 150_000;

export async function checkDatabase({ store }: OpenedDatabase): Promise<Finding[]> {
  const [server] = await store.query<{ number: number; version: string; ddl: boolean; owner: boolean }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
       has_schema_privilege('public', 'create') as ddl, pg_has_role('otklik_owner', 'member') as owner`,
  );
  if (!server) return [bad('database', 'gave no answer', 'Run doctor again.')];
  const name = `PostgreSQL ${server.version}`;
  if (server.number < OLDEST) return [bad('database', name, 'Use PostgreSQL 15 or newer.')];
  const missing = await missingMigrations(store);
  const findings = [
    missing.length === 0
      ? good('database', name)
      : bad('database', `${name}; ${missing.length} migrations missing`, 'Run: npm run -s otklik -- migrate'),
  ];
  if (server.ddl)
    findings.push(
      bad(
        'database role',
        'the services may change tables',
        'Give DATABASE_URL a role without DDL (otklik_service), and the owner in MIGRATE_DATABASE_URL.',
      ),
    );
  return findings;
}
