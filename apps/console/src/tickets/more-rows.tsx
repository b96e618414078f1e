import { Button, Skeleton } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ticket-list.module.css';

/** The end of what is loaded: asks for more when it comes into sight. */
export function MoreRows({ onSeen, failed }: { onSeen: () => void; failed: boolean }) {
  const { t } = useTranslation();
  const { ref, inViewport } = useInViewport();
  useEffect(() => {
    if (inViewport && !failed) onSeen();
  }, [inViewport, failed, onSeen]);
  return (
    <div ref={ref} className={classes.more}>
      {failed ? (
        <Button variant="default" fullWidth onClick={onSeen}>
          {t('tickets.more')}
        </Button>
      ) : (
        <Skeleton height={48} />
      )}
    </div>
  );
}
