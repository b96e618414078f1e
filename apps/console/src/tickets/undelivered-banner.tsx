import { Button } from '@mantine/core';
import { IconMailX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '../api/shapes.js';
import { summaryOf, undeliveredIn } from '../timeline/delivery-state.js';
import { showMessage } from '../timeline/show-message.js';
import { useRetry } from '../timeline/use-retry.js';
import type { Message } from '../api/shapes.js';
import classes from './undelivered-banner.module.css';

/** An answer that did not arrive is said where nobody overlooks it, for as long as nothing else has been said (fail:S2). */
export function UndeliveredBanner({ ticket }: { ticket: TicketDetail }) {
  const message = ticket.undelivered ? undeliveredIn(ticket.timeline) : null;
  return message && <Banner message={message} number={ticket.number} />;
}

function Banner({ message, number }: { message: Message; number: number }) {
  const { t } = useTranslation();
  const retry = useRetry(message, number);
  const { reason } = message.delivery ? summaryOf(message.delivery) : { reason: null };
  const unknown = message.delivery?.state === 'unknown';
  return (
    <div className={classes.banner} role="status" data-unknown={unknown || undefined}>
      <IconMailX size={18} aria-hidden="true" />
      <p>
        <strong>{t(unknown ? 'ticket.maybeUndelivered' : 'ticket.undelivered')}</strong> {!unknown && reason}
      </p>
      <Button size="compact-xs" variant="default" onClick={() => showMessage(message.id)}>
        {t('ticket.showUndelivered')}
      </Button>
      {!unknown && (
        <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({})}>
          {t('delivery.retry')}
        </Button>
      )}
    </div>
  );
}
