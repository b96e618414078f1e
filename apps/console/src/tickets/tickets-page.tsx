import { useMatch, useParams, Outlet } from '@tanstack/react-router';
import { IconMessageCircle } from '@tabler/icons-react';
import { type ReactElement, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchComposer } from '../composer/composer-chunk.js';
import { ActionKey } from '../keyboard/key-hint.js';
import { FirstSteps } from '../first-steps/first-steps.js';
import { useFreshInstall } from '../first-steps/use-fresh-install.js';
import { TicketList } from './ticket-list.js';
import classes from './tickets-page.module.css';

/** The list and the ticket beside each other; on a phone, one after the other. */
export function TicketsPage(): ReactElement {
  const { number } = useParams({ strict: false });
  const writing = useMatch({ from: '/desk/tickets/new', shouldThrow: false }) !== undefined;
  const fresh = useFreshInstall();
  useEffect(() => {
    // When the list stands: the first ticket that is opened is not waited for twice.
    const timer = setTimeout(() => void fetchComposer(), 1500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.page} data-open={number === undefined && !writing ? 'list' : 'ticket'} data-fresh={fresh || undefined}>
      <section className={classes.list}>
        <TicketList opened={number ?? null} />
      </section>
      <section className={classes.ticket}>
        <Outlet />
      </section>
    </div>
  );
}

/** The right pane while no ticket is open. */
export function NoTicket(): ReactElement {
  const { t } = useTranslation();
  if (useFreshInstall()) return <FirstSteps />;
  return (
    <div className={classes.none}>
      <IconMessageCircle size={40} stroke={1.2} aria-hidden="true" />
      <p>{t('tickets.choose')}</p>
      <p className={classes.keys}>
        <ActionKey action="next" /> <ActionKey action="previous" /> {t('tickets.chooseKeys')}
      </p>
    </div>
  );
}
