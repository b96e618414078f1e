import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '../tickets/channel-icon.js';
import { StateBadge } from '../tickets/state-badge.js';
import { listQueryOptions } from '../tickets/ticket-queries.js';
import classes from './contact-panel.module.css';

const SHOWN = 6;

/** What else this contact has written about, over all channels. */
export function OtherTickets({ contact, except }: { contact: string; except: number }) {
  const { t } = useTranslation();
  const { data } = useInfiniteQuery(listQueryOptions({ contact, sort: '-lastMessageAt' }));
  const others = data?.pages.flatMap((page) => page.data).filter((ticket) => ticket.number !== except) ?? [];
  if (others.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t('contact.others')}</h2>
      <ul className={classes.list}>
        {others.slice(0, SHOWN).map((ticket) => (
          <li key={ticket.id}>
            <Link to="/tickets/$number" params={{ number: ticket.number }} search={(search) => search} className={classes.other}>
              <ChannelIcon channel={ticket.channel} />
              <bdi>{ticket.subject || t('tickets.noSubject')}</bdi>
              <StateBadge state={ticket.state} small />
            </Link>
          </li>
        ))}
      </ul>
      {others.length > SHOWN && (
        <Link to="/tickets" search={{ contact, sort: '-lastMessageAt' }} className={classes.other}>
          {t('contact.allOthers')}
        </Link>
      )}
    </section>
  );
}
