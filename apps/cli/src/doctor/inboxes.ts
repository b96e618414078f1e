import type { Reason } from '@app/domain';
import { type LocalConfig, userLanguage, words } from '@app/service';
import { inboxHealth } from '@app/store';
import type { OpenedDatabase } from '../open-database.js';
import { bad, type Finding, good } from './finding.js';

/** Each inbox by name, as its service last saw it. */
export async function checkInboxes({ store }: OpenedDatabase, config: LocalConfig): Promise<Finding[]> {
  const inboxes = await inboxHealth(store);
  if (inboxes.length === 0) return [good('inboxes', 'none yet')];
  return inboxes.map(({ id, name, channel, state, reason, since }) => {
    const check = `inbox ${name}`;
    if (state !== 'failing') return good(check, `${channel}, ${state} since ${since.toISOString()}`);
    return bad(
      check,
      `${channel}, failing since ${since.toISOString()}: ${reason ? whatIsWrong(reason) : 'no reason given'}`,
      `Look at its settings and test it: ${config.PUBLIC_URL}/settings/inboxes/${id}`,
    );
  });
}

function whatIsWrong(reason: Reason): string {
  return words(userLanguage()).reason(reason);
}
