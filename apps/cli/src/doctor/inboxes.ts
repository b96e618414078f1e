import type { LocalConfig } from '@app/service';
import { inboxHealth } from '@app/store';
import type { OpenedDatabase } from '../open-database.js';
import { bad, checkOf, type Finding, good } from './finding.js';

/** Each inbox by name, as its service last saw it. */
export async function checkInboxes({ store }: OpenedDatabase, config: LocalConfig): Promise<Finding[]> {
  const inboxes = await inboxHealth(store);
  if (inboxes.length === 0) return [good(checkOf('inboxes'), 'doctor-no-inboxes')];
  return inboxes.map(({ id, name, channel, state, reason, since: at }) => {
    const check = checkOf('inbox', { name });
    const since = at.toISOString();
    // Those that are switched off are not looked at: `off` is one of which its service has not said anything yet.
    if (state !== 'failing') return good(check, `doctor-inbox-${state}`, { channel, since });
    const url = `${config.PUBLIC_URL}/settings/inboxes/${id}`;
    const details = [reason ?? { code: 'doctor-no-reason', params: {} }];
    return bad(check, { code: 'doctor-inbox-failing', params: { channel, since, url }, details });
  });
}
