import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../api/problem-notice.js';
import { EmptyList } from './empty-list.js';
import { ListHeader } from './list-header.js';
import { ListSkeleton } from './list-skeleton.js';
import { MoreRows } from './more-rows.js';
import classes from './ticket-list.module.css';
import { countsQuery, listQueryOptions } from './ticket-queries.js';
import { TicketRow } from './ticket-row.js';
import { listQuery } from './ticket-search.js';
import { useListKeys } from './use-list-keys.js';
import { useViewName } from './use-view-name.js';

/** The list of the view that the address names, kept up to date by the live feed. */
export function TicketList({ opened }: { opened: number | null }) {
  const search = useSearch({ from: '/desk/tickets' });
  const list = useInfiniteQuery(listQueryOptions(listQuery(search)));
  const tickets = list.data?.pages.flatMap((page) => page.data) ?? [];
  useListKeys(
    tickets.map((ticket) => ticket.number),
    opened,
    list.hasNextPage ? () => void list.fetchNextPage() : null,
  );
  return (
    <>
      {opened === null && <TabTitle />}
      <ListHeader search={search} beside={opened !== null} />
      <div className={classes.scroll}>
        {list.isPending && <ListSkeleton />}
        {list.isError && !list.data && <Failed error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && tickets.length === 0 && <EmptyList search={search} />}
        {tickets.length > 0 && <Rows tickets={tickets} opened={opened} />}
        {list.hasNextPage && <MoreRows onSeen={() => void list.fetchNextPage()} failed={list.isFetchNextPageError} />}
      </div>
    </>
  );
}

/** The tab says how many tickets of one's own wait unread. */
function TabTitle() {
  const name = useViewName();
  const { data: counts } = useQuery(countsQuery);
  return <title>{`${counts?.mineUnread ? `(${counts.mineUnread}) ` : ''}${name} · Otklik`}</title>;
}

function Rows({ tickets, opened }: { tickets: React.ComponentProps<typeof TicketRow>['ticket'][]; opened: number | null }) {
  const name = useViewName();
  return (
    <ul className={classes.rows} aria-label={name}>
      {tickets.map((ticket) => (
        <TicketRow key={ticket.id} ticket={ticket} opened={ticket.number === opened} />
      ))}
    </ul>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.failed} aria-label={t('tickets.notLoaded')}>
      <ProblemNotice error={error} onRetry={onRetry} />
    </div>
  );
}
