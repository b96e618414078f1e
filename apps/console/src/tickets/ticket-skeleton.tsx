import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ticket-page.module.css';

/** The shape of a ticket while it is fetched. */
export function TicketSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.skeleton} role="status" aria-label={t('page.waiting')}>
      <Skeleton height={20} width="46%" />
      <Skeleton height={28} width="70%" />
      <Skeleton height={92} width="68%" mt="lg" />
      <Skeleton height={64} width="54%" ml="auto" />
      <Skeleton height={110} width="62%" />
    </div>
  );
}
