import type { OpenedDatabase } from '../open-database.js';
import { bad, checkOf, type Finding, good } from './finding.js';

export async function checkParked({ store }: OpenedDatabase): Promise<Finding[]> {
  const [row] = await store.query<{ count: number }>(`select count(*)::int as count from parked`);
  const count = row?.count ?? 0;
  return [
    count === 0 ? good(checkOf('parked'), 'doctor-nothing-parked') : bad(checkOf('parked'), { code: 'doctor-parked', params: { count } }),
  ];
}
