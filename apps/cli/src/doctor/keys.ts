import path from 'node:path';
import type { LocalConfig } from '@app/service';
import type { OpenedDatabase } from '../open-database.js';
import { bad, checkOf, type Finding, good } from './finding.js';

/** Whether the key that is at hand opens what is stored. */
export async function checkKeys({ store, secrets }: OpenedDatabase, { OTKLIK_SECRET, OTKLIK_DATA }: LocalConfig): Promise<Finding[]> {
  const key = OTKLIK_SECRET === undefined ? path.join(OTKLIK_DATA, 'secret.key') : 'OTKLIK_SECRET';
  const rows = await store.query<{ id: string; name: string; sealed: Buffer }>(
    `select id, name, secrets as sealed from inboxes where secrets is not null`,
  );
  const closed = rows.filter(({ id, sealed }) => !opens(() => secrets.decrypt(sealed, id)));
  if (closed.length === 0) return [good(checkOf('keys'), 'doctor-keys-open', { key, count: rows.length })];
  const names = closed.map(({ name }) => name).join(', ');
  return [bad(checkOf('keys'), { code: 'doctor-keys-closed', params: { key, names } })];
}

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch {
    return false;
  }
}
