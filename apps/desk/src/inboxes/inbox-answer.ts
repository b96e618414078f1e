import type { Inbox } from '@app/contracts';
import type { Words } from '@app/service';
import type { Caller, InboxRow } from '@app/store';

/** Settings name servers and users: for admins alone. */
export function inboxAnswer(row: InboxRow, caller: Caller, catalog: Words): Inbox {
  const { settings, health, healthReason, healthSince, createdAt, ...rest } = row;
  return {
    ...rest,
    settings: caller.role === 'admin' ? settings : null,
    health: {
      state: health,
      code: healthReason?.code ?? null,
      params: { ...healthReason?.params },
      text: catalog.reason(healthReason ?? { code: `inbox-${health}`, params: {} }),
      since: healthSince.toISOString(),
    },
    createdAt: createdAt.toISOString(),
  };
}
