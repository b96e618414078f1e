import { Link, useMatch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isView, type TicketSearch } from '../tickets/ticket-search.js';
import classes from './nav.module.css';
import { useLocale } from '../words/use-locale.js';

type Props = { search: TicketSearch; label: string; icon?: ReactNode; count?: number | undefined; unread?: boolean };

/** One view: a link, with the number of tickets in it. */
export function NavView({ search, label, icon, count = 0, unread = false }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const shown = useMatch({ from: '/desk/tickets', shouldThrow: false })?.search;
  const active = shown !== undefined && isView(shown, search);
  return (
    <Link
      to="/tickets"
      search={search}
      className={classes.item}
      data-active={active || undefined}
      aria-current={active ? 'page' : undefined}
    >
      {icon ?? <span className={classes.dot} aria-hidden="true" />}
      <span className={classes.label}>{label}</span>
      {unread && <span className={classes.unread} role="img" aria-label={t('shell.unread')} />}
      {count > 0 && <span className={classes.count}>{count.toLocaleString(locale)}</span>}
    </Link>
  );
}
