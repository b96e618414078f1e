import { Link } from '@tanstack/react-router';
import { IconMailX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../api/shapes.js';
import { Face } from '../people/face.js';
import { Ago } from '../words/ago.js';
import { ChannelIcon } from './channel-icon.js';
import { PriorityMark } from './priority-mark.js';
import { StateBadge } from './state-badge.js';
import classes from './ticket-row.module.css';

type Props = { ticket: Ticket; opened: boolean };

/** One ticket in the list: who, what about, the last words, how old, whose. */
export const TicketRow = memo(function TicketRow({ ticket, opened }: Props) {
  const { t } = useTranslation();
  const { contact, assignee } = ticket;
  return (
    <li className={classes.item}>
      <Link
        to="/tickets/$number"
        params={{ number: ticket.number }}
        search={(search) => search}
        className={classes.row}
        data-number={ticket.number}
        data-unread={ticket.unread || undefined}
        data-opened={opened || undefined}
        aria-current={opened ? 'true' : undefined}
      >
        <span className={classes.top}>
          <ChannelIcon channel={ticket.channel} />
          <bdi className={classes.who}>{contact.name || t('tickets.unknownSender')}</bdi>
          {ticket.unread && <span className={classes.unread} role="img" aria-label={t('tickets.unread')} />}
          <Ago at={ticket.lastMessageAt} className={classes.age} />
        </span>
        <span className={classes.subject}>
          <PriorityMark priority={ticket.priority} />
          <bdi>{ticket.subject || t('tickets.noSubject')}</bdi>
        </span>
        <span className={classes.bottom}>
          <bdi className={classes.preview}>{newWords(ticket)}</bdi>
          {ticket.undelivered && (
            <span className={classes.undelivered} role="img" aria-label={t('ticket.undelivered')} title={t('ticket.undelivered')}>
              <IconMailX size={17} aria-hidden="true" />
            </span>
          )}
          {ticket.state !== 'open' && <StateBadge state={ticket.state} small />}
          {assignee && (
            <Face
              name={assignee.name}
              id={assignee.id}
              picture={assignee.picture}
              size={20}
              title={t('tickets.assignedTo', { name: assignee.name })}
            />
          )}
        </span>
      </Link>
    </li>
  );
});

/** A chat has no subject but its first words: they are not shown twice. */
function newWords({ subject, preview }: Ticket): string {
  return subject && preview.startsWith(subject.replace(/…$/, '')) ? '' : preview;
}
