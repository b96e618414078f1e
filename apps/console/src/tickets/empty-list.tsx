import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconFilterOff, IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './empty-list.module.css';
import { narrowingOf, type TicketSearch, widened } from './ticket-search.js';
import { MINE } from './views.js';
import { isView } from './ticket-search.js';

/** Nothing in the list: because there is nothing to do, or because of the filters. */
export function EmptyList({ search }: { search: TicketSearch }) {
  const { t } = useTranslation();
  if (narrowingOf(search).length > 0) {
    return (
      <div className={classes.empty}>
        <IconFilterOff size={32} stroke={1.3} aria-hidden="true" />
        <p>{t('tickets.nothingFound')}</p>
        <Button renderRoot={(props) => <Link to="/tickets" search={widened(search)} {...props} />} variant="default" size="xs">
          {t('tickets.clearFilters')}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <IconMoodSmile size={32} stroke={1.3} aria-hidden="true" />
      <p>{isView(search, MINE.search) ? t('tickets.noneMine') : t('tickets.none')}</p>
      {isView(search, MINE.search) && <p className={classes.hint}>{t('tickets.noneMineHint')}</p>}
    </div>
  );
}
