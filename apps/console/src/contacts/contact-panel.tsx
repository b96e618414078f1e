import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '../api/shapes.js';
import { Face } from '../people/face.js';
import { Moment } from '../words/ago.js';
import { ContactChats } from './contact-chats.js';
import { ContactIdentities } from './contact-identities.js';
import classes from './contact-panel.module.css';
import { OtherTickets } from './other-tickets.js';

type Props = { ticket: TicketDetail; onClose: () => void };

/** Who writes, why this ticket is where it is, and what else there was. */
export function ContactPanel({ ticket, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const { contact } = ticket;
  const language = contact.language && new Intl.DisplayNames(i18n.language, { type: 'language' }).of(contact.language);
  return (
    <aside className={classes.panel} aria-label={t('contact.panel')}>
      <div className={classes.content}>
        <header className={classes.who}>
          <Face name={contact.name} id={contact.id} size={36} />
          <div className={classes.names}>
            <bdi className={classes.name}>{contact.name || t('tickets.unknownSender')}</bdi>
            {language && <span className={classes.faint}>{language}</span>}
          </div>
          <CloseButton className={classes.close} onClick={onClose} aria-label={t('contact.close')} />
        </header>
        <ContactIdentities contact={contact.id} />
        <ContactChats contact={contact.id} />
        <Why ticket={ticket} />
        <Facts ticket={ticket} />
        <OtherTickets contact={contact.id} except={ticket.number} />
        <p className={classes.faint}>
          {t('contact.since')} <Moment at={ticket.createdAt} />
        </p>
      </div>
    </aside>
  );
}

/** The router's reason, in words. */
function Why({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const text = ticket.assignmentReason?.text ?? (ticket.assignee ? '' : t('contact.waits'));
  if (!text) return null;
  return (
    <section>
      <h2 className={classes.heading}>{ticket.assignee ? t('contact.why') : t('contact.whyNobody')}</h2>
      <p className={classes.why}>{text}</p>
    </section>
  );
}

function Facts({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2 className={classes.heading}>{t('contact.ticket')}</h2>
      <dl className={classes.facts}>
        <dt>{t('contact.inbox')}</dt>
        <dd>{ticket.inbox.name}</dd>
        <dt>{t('contact.team')}</dt>
        <dd>{ticket.team.name}</dd>
        {ticket.skills.length > 0 && <dt>{t('contact.skills')}</dt>}
        {ticket.skills.length > 0 && <dd>{ticket.skills.map(({ skill, level }) => `${skill} ${level}+`).join(', ')}</dd>}
        {ticket.waitingSince && <dt>{t('contact.waiting')}</dt>}
        {ticket.waitingSince && (
          <dd>
            <Moment at={ticket.waitingSince} />
          </dd>
        )}
      </dl>
    </section>
  );
}
