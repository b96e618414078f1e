import { useTranslation } from 'react-i18next';
import type { Delivery, Message } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import { DeliveryIcon } from './delivery-icon.js';
import classes from './delivery-line.module.css';
import { isTroubled, shownState } from './delivery-state.js';
import { TryAgain } from './try-again.js';

/** Where one message goes to several, each has a fate of its own. Open where one of them needs somebody. */
export function DeliveryRecipients({ message, delivery, number }: { message: Message; delivery: Delivery; number: number }) {
  const { t } = useTranslation();
  const { recipients, state } = delivery;
  return (
    <details className={classes.recipients} open={isTroubled(state)} key={String(isTroubled(state))}>
      <summary>{t('delivery.recipients', { count: recipients.length })}</summary>
      <ul>
        {recipients.map((one) => (
          <li key={one.address} data-state={shownState(one)}>
            <DeliveryIcon state={shownState(one)} size={14} />
            <span className={classes.words}>
              <bdi>{one.address}</bdi>: {t(`delivery.${shownState(one)}`)}
              {one.reason && `. ${one.reason.text}`} <Moment at={one.at} className={classes.at} />
            </span>
            {isTroubled(one.state) && <TryAgain message={message} number={number} recipient={one.address} named />}
          </li>
        ))}
      </ul>
    </details>
  );
}
