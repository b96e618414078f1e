import type { Bus, BusHealth, Relay } from '@app/bus';
import { inboxHealth } from '../inboxes/inbox-health.js';
import type { Store } from './store.js';

/** A figure that is read when Prometheus asks; the shape of `PlatformGauge` of @app/service. */
export type FigureGauge = {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: () => Promise<readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]>;
};

/** What every process can tell of the platform; of the whole installation where it is in the database. The relay is the group `relay`. */
export function platformGauges(store: Store, bus: Bus, relay: Relay | null): readonly FigureGauge[] {
  const consumers = async (): Promise<BusHealth['consumers']> =>
    (await Promise.all([bus.health(), ...(relay ? [relay.health()] : [])])).flatMap((health) => health.consumers);
  return [
    {
      name: 'otklik_bus_lag',
      help: 'Events published and not yet handled, over the partitions that this process holds',
      labels: ['group'],
      read: async () => (await consumers()).map(({ group, lag }) => ({ labels: { group }, value: lag })),
    },
    {
      name: 'otklik_bus_partitions',
      help: 'Partitions that this process holds',
      labels: ['group'],
      read: async () => (await consumers()).map(({ group, partitions }) => ({ labels: { group }, value: partitions })),
    },
    {
      name: 'otklik_parked_events',
      help: 'Parked events, of the installation',
      labels: ['group'],
      read: async () => {
        const rows = await store.query<{ group: string; count: number }>(
          `select group_name as "group", count(*)::int as count from parked group by 1`,
        );
        return rows.map(({ group, count }) => ({ labels: { group }, value: count }));
      },
    },
    {
      name: 'otklik_inbox_up',
      help: '1 while an inbox works, 0 while it fails, of the installation',
      labels: ['inbox', 'channel'],
      read: async () =>
        (await inboxHealth(store)).map(({ name, channel, state }) => ({
          labels: { inbox: name, channel },
          value: state === 'failing' ? 0 : 1,
        })),
    },
    {
      name: 'otklik_outbox_oldest_seconds',
      help: 'Seconds that the oldest answer has been due and has not left, of the installation: more than some minutes is trouble',
      labels: ['inbox', 'channel'],
      read: () => outboxAges(store),
    },
    {
      name: 'otklik_mailbox_looked_seconds',
      help: 'Seconds since a mailbox was last looked at with success, of the installation: more than some minutes is trouble',
      labels: ['inbox'],
      read: () => mailboxGauge(store, `extract(epoch from now() - coalesce(c.looked_at, i.created_at))`),
    },
    {
      name: 'otklik_mailbox_set_aside',
      help: 'Mails that a mailbox does not hand over, of the installation',
      labels: ['inbox'],
      read: () => mailboxGauge(store, `(select count(*) from unfetched_mails u where u.inbox_id = i.id and u.attempts >= 3)`),
    },
  ];
}

/** What waits for its hour or its next try is not due (`fail:S10`). */
async function outboxAges(store: Store): Promise<{ labels: { inbox: string; channel: string }; value: number }[]> {
  const rows = await store.query<{ inbox: string; channel: string; value: number }>(
    `select i.name as inbox, i.channel, coalesce(greatest(extract(epoch from now() - (
         select min(d.not_before) from deliveries d where d.inbox_id = i.id and d.state in ('held', 'queued'))), 0), 0)::float as value
     from inboxes i where i.active`,
  );
  return rows.map(({ inbox, channel, value }) => ({ labels: { inbox, channel }, value }));
}

/** A figure for each mailbox that is read; `i` is its inbox, `c` the cursor of its INBOX. */
async function mailboxGauge(store: Store, figure: string): Promise<{ labels: { inbox: string }; value: number }[]> {
  const rows = await store.query<{ inbox: string; value: number }>(
    `select i.name as inbox, (${figure})::float as value
     from inboxes i left join mail_cursors c on c.inbox_id = i.id and c.folder = 'INBOX'
     where i.channel = 'email' and i.active and i.settings -> 'imap' <> 'null'`,
  );
  return rows.map(({ inbox, value }) => ({ labels: { inbox }, value }));
}
