import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../api/shapes.js';
import classes from './timeline.module.css';

/** Back to the end; says so when something has come meanwhile. */
export function ToEndButton({ last, onClick }: { last: TimelineItem | undefined; onClick: () => void }) {
  const { t } = useTranslation();
  const [known] = useState(last?.id);
  const fresh = last !== undefined && last.id !== known;
  return (
    <Button
      className={classes.toEnd}
      size="xs"
      radius="xl"
      variant={fresh ? 'filled' : 'default'}
      leftSection={<IconArrowDown size={15} />}
      onClick={onClick}
    >
      {fresh ? t('timeline.fresh') : t('timeline.toEnd')}
    </Button>
  );
}
