import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { countsQuery } from './ticket-queries.js';
import { isView } from './ticket-search.js';
import { QUEUES, STATES, teamView } from './views.js';

/** What the shown list is called. */
export function useViewName(): string {
  const { t } = useTranslation();
  const search = useSearch({ from: '/desk/tickets' });
  const { data: counts } = useQuery(countsQuery);
  const view = [...QUEUES, ...STATES].find((one) => isView(search, one.search));
  if (view) return t(`view.${view.id}`);
  const team = counts?.teams.find((one) => isView(search, teamView(one.id)));
  return team?.name ?? t('view.all');
}
