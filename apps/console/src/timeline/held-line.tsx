import { IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { secondsLeft, useSeconds } from '../words/use-seconds.js';
import { moment } from '../words/time.js';
import { useLocale } from '../words/use-locale.js';

/** Above this a countdown would be a clock to stare at: then the hour is told. */
const COUNTED_S = 120;

type Props = { until: string; classes: Readonly<Record<string, string>>; children: ReactNode };

/** A reply that has not left yet: when it will, and the way to take it back. */
export function HeldLine({ until, classes, children }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useSeconds();
  const left = secondsLeft(until, now);
  return (
    <div className={classes['line']} data-state="held">
      <IconClock size={15} aria-hidden="true" />
      <span className={classes['words']}>
        {left > COUNTED_S
          ? t('delivery.heldUntil', { at: moment(until, now, locale) })
          : left > 0
            ? t('delivery.heldFor', { count: left })
            : t('delivery.queued')}
      </span>
      {left > 0 && children}
    </div>
  );
}
