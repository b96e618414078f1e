import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconCommand, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionKey } from '../keyboard/key-hint.js';
import { runAction } from '../keyboard/keyboard.js';
import { LogoMark } from '../look/logo.js';
import { GoOnline } from '../session/go-online.js';
import { PresenceMenu } from '../session/presence-menu.js';
import { useSession } from '../session/session.js';
import { countsQuery } from '../tickets/ticket-queries.js';
import { teamView } from '../tickets/views.js';
import { NavView } from './nav-view.js';
import { QueueLinks, StateLinks } from './nav-views.js';
import classes from './nav.module.css';

/** The left pane: views with their counts, settings, and oneself. */
export function Nav() {
  const { t } = useTranslation();
  const { organisation } = useSession();
  const { data: counts } = useQuery(countsQuery);
  return (
    <div className={classes.nav}>
      <Link to="/" className={classes.brand}>
        <LogoMark size={30} />
        <span className={classes.names}>
          <span className={classes.product}>Otklik</span>
          <span className={classes.organisation}>{organisation.name}</span>
        </span>
      </Link>
      <UnstyledButton className={classes.palette} onClick={() => runAction('palette')}>
        <IconCommand size={16} aria-hidden="true" />
        <span>{t('shell.palette')}</span>
        <ActionKey action="palette" />
      </UnstyledButton>
      <nav className={classes.scroll} aria-label={t('shell.views')}>
        <QueueLinks counts={counts} />
        <h2 className={classes.heading}>{t('shell.states')}</h2>
        <StateLinks counts={counts} />
        {counts && counts.teams.length > 0 && <h2 className={classes.heading}>{t('shell.teams')}</h2>}
        {counts?.teams.map((team) => (
          <NavView key={team.id} search={teamView(team.id)} label={team.name} count={team.unassigned + team.open} />
        ))}
      </nav>
      <div className={classes.foot}>
        <GoOnline />
        <Link to="/settings" className={classes.item} activeProps={{ 'data-active': true, 'aria-current': 'page' }}>
          <IconSettings size={18} aria-hidden="true" />
          <span className={classes.label}>{t('shell.settings')}</span>
        </Link>
        <PresenceMenu />
      </div>
    </div>
  );
}
