import { counted } from '@app/domain';
import type { OpenedDatabase } from '../open-database.js';
import { bad, type Finding, good } from './finding.js';

export async function checkParked({ store }: OpenedDatabase): Promise<Finding[]> {
  const [row] = await store.query<{ waiting: number }>(`select count(*)::int as waiting from parked`);
  const waiting = row?.waiting ?? 0;
  if (waiting === 0) return [good('parked', 'no event is parked')];
  return [
    bad(
      'parked',
      `not handled after several attempts, and parked: ${counted(waiting, 'event')}`,
      'See them: npm run -s otklik -- parked list; then parked replay ID or parked drop ID.',
    ),
  ];
}
