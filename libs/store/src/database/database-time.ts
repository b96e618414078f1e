import type { Sql } from './sql.js';

/** What the clock of the database says. */
export async function databaseTime(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ now: Date }>(`select clock_timestamp() as now`);
  if (!row) throw new Error('The database gave no time.');
  return row.now;
}
