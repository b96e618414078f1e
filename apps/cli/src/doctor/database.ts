import { missingMigrations } from '@app/store';
import type { OpenedDatabase } from '../open-database.js';
import { bad, checkOf, type Finding, good } from './finding.js';

const OLDEST = 150_000;
const DATABASE = checkOf('database');

export async function checkDatabase({ store }: OpenedDatabase): Promise<Finding[]> {
  const [server] = await store.query<{ number: number; version: string; ddl: boolean; owner: boolean }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
       has_schema_privilege('public', 'create') as ddl, pg_has_role('otklik_owner', 'member') as owner`,
  );
  if (!server) return [bad(DATABASE, { code: 'doctor-database-mute', params: {} })];
  const { version } = server;
  if (server.number < OLDEST) return [bad(DATABASE, { code: 'doctor-database-old', params: { version } })];
  const { length: count } = await missingMigrations(store);
  const findings = [
    count === 0
      ? good(DATABASE, 'doctor-database-good', { version })
      : bad(DATABASE, { code: 'doctor-migrations-missing', params: { version, count } }),
  ];
  if (server.ddl) findings.push(bad(checkOf('database-role'), { code: 'doctor-role-too-strong', params: {} }));
  return findings;
}
