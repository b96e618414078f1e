import { ActionIcon, Indicator, Popover, Skeleton } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { narrowingOf, type TicketSearch } from './ticket-search.js';

const FilterFields = lazy(async () => ({ default: (await import('./filter-fields.js')).FilterFields }));

/** Narrows the view; everything chosen goes into the address. */
export function ListFilters({ search }: { search: TicketSearch }) {
  const { t } = useTranslation();
  const count = narrowingOf(search).filter((key) => key !== 'q').length;
  return (
    <Popover position="bottom-end" width={288} trapFocus returnFocus>
      <Indicator label={count} size={15} disabled={count === 0} offset={4}>
        <Popover.Target>
          <ActionIcon aria-label={t('tickets.filters')} title={t('tickets.filters')}>
            <IconFilter size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Suspense fallback={<Skeleton height={264} />}>
          <FilterFields search={search} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
