import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '../api/shapes.js';
import { useContactTyping } from '../live/typing-store.js';
import classes from './contact-typing.module.css';

/** That the customer writes at this moment. Not read out: it comes and goes every few seconds. */
export function ContactTyping({ ticket: { number, contact } }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  if (!useContactTyping(number)) return null;
  return (
    <div className={classes.line}>
      <p className={classes.words}>{t('ticket.contactTyping', { name: contact.name || t('tickets.unknownSender') })}</p>
    </div>
  );
}
