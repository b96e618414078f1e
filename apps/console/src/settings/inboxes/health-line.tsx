import { IconAlertTriangle, IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Inbox } from '../../api/shapes.js';
import { Moment } from '../../words/ago.js';
import classes from './health-line.module.css';

const ICONS = { ok: IconCircleCheck, failing: IconAlertTriangle, off: IconCircleOff } as const;

/** Whether an inbox works, in the server's words, and since when it has been so. */
export function HealthLine({ health }: { health: Inbox['health'] }) {
  const { t } = useTranslation();
  const Icon = ICONS[health.state];
  return (
    <span className={classes.health} data-state={health.state}>
      <Icon size={16} aria-hidden="true" />
      <span>
        {/* Since when goes on with the sentence. */}
        {(health.text || t(`inboxes.health.${health.state}`)).replace(/\.$/, '')}
        <span className={classes.since}>
          {' · '}
          {t('inboxes.since')} <Moment at={health.since} />
        </span>
      </span>
    </span>
  );
}
