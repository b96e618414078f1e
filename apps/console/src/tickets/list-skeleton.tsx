import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './list-skeleton.module.css';

/** The shape of rows while they are fetched. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('page.waiting')}>
      {Array.from({ length: rows }, (_, at) => (
        <div className={classes.row} key={at}>
          <Skeleton height={12} width={`${38 + ((at * 17) % 30)}%`} />
          <Skeleton height={11} width={`${60 + ((at * 23) % 34)}%`} />
          <Skeleton height={10} width={`${44 + ((at * 29) % 46)}%`} />
        </div>
      ))}
    </div>
  );
}
