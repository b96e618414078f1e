import { IconAlertTriangle, IconBan, IconCheck, IconChecks, IconClock, IconHelpCircle, IconLoader2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { UndoButton } from '../composer/undo-button.js';
import type { Delivery, Message } from '../api/shapes.js';
import { useMe } from '../session/session.js';
import { fullMoment } from '../words/time.js';
import classes from './delivery-line.module.css';
import { HeldLine } from './held-line.js';
import { RetryButton } from './retry-button.js';
import { useLocale } from '../words/use-locale.js';

const ICONS = {
  held: IconClock,
  queued: IconClock,
  sending: IconLoader2,
  accepted: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  bounced: IconAlertTriangle,
  failed: IconAlertTriangle,
  unknown: IconHelpCircle,
  cancelled: IconBan,
} as const satisfies Record<Delivery['state'], unknown>;

type Props = { message: Message; delivery: Delivery; number: number };

/** How far a reply has come on its way, and what can be done where it has not arrived. */
export function DeliveryLine({ message, delivery, number }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { state } = delivery;
  const Icon = ICONS[state];
  const troubled = state === 'failed' || state === 'bounced' || state === 'unknown';
  const words = [t(`delivery.${state}`), troubled ? delivery.reason?.text : null, state === 'unknown' ? t('delivery.unknownHint') : null]
    .filter(Boolean)
    .join('. ');
  if (state === 'held' && delivery.notBefore) {
    return (
      <HeldLine until={delivery.notBefore} classes={classes}>
        {message.author.id === me.id && <UndoButton message={message} number={number} />}
      </HeldLine>
    );
  }
  return (
    <div className={classes.line} data-state={state} role={troubled ? 'alert' : undefined}>
      <Icon size={15} aria-hidden="true" />
      <span className={classes.words}>{words}</span>
      {troubled && <RetryButton message={message} number={number} />}
      {delivery.recipients.length > 1 && <Recipients delivery={delivery} />}
    </div>
  );
}

/** Where one message goes to several, each has a fate of its own. */
function Recipients({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <details className={classes.recipients}>
      <summary>{t('delivery.recipients', { count: delivery.recipients.length })}</summary>
      <ul>
        {delivery.recipients.map(({ address, state, reason, at }) => (
          <li key={address} title={fullMoment(at, locale)}>
            <bdi>{address}</bdi>: {t(`delivery.${state}`)}
            {reason && ` (${reason.text})`}
          </li>
        ))}
      </ul>
    </details>
  );
}
