import { counted } from '@app/domain';
import type { LocalConfig } from '@app/service';
import type { OpenedDatabase } from '../open-database.js';
import { bad, type Finding, good } from './finding.js';

/** Whether the key that is at hand opens what is stored. */
export async function checkKeys({ store, secrets }: OpenedDatabase, { OTKLIK_SECRET, OTKLIK_DATA }: LocalConfig): Promise<Finding[]> {
  const from = OTKLIK_SECRET === undefined ? `secret.key in ${OTKLIK_DATA}` : 'OTKLIK_SECRET';
  const rows = await store.query<{ id: string; name: string; sealed: Buffer }>(
    `select id, name, secrets as sealed from inboxes where secrets is not null`,
  );
  const closed = rows.filter(({ id, sealed }) => !opens(() => secrets.decrypt(sealed, id)));
  if (closed.length === 0) return [good('keys', `${from} opens the secrets of ${counted(rows.length, 'inbox', 'inboxes')}`)];
  const names = closed.map(({ name }) => name).join(', ');
  return [
    bad(
      'keys',
      `${from} does not open the secrets of: ${names}`,
      'Bring back the key they were stored with, or enter their passwords and tokens again in the console.',
    ),
  ];
}

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch {
    return false;
  }
}
