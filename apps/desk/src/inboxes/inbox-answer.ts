import type { Inbox, MailboxReading } from '@app/contracts';
import type { Words } from '@app/service';
import type { Caller, InboxRow, MailboxReadingRow } from '@app/store';

/** Settings name servers and users: for admins alone. */
export function inboxAnswer(row: InboxRow, caller: Caller, catalog: Words): Inbox {
  const { settings, health, healthReason, healthSince, createdAt, reading, ...rest } = row;
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
    reading: reading && readingAnswer(reading),
    createdAt: createdAt.toISOString(),
  };
}

function readingAnswer({ lookedAt, history, setAside }: MailboxReadingRow): MailboxReading {
  const time = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());
  return { lookedAt: time(lookedAt), history: history && { ...history, since: time(history.since) }, setAside };
}
