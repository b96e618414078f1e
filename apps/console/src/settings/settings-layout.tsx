import './mantine-settings.js';
import { ActionIcon } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { IconMenu2 } from '@tabler/icons-react';
import { type ReactElement, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session.js';
import { useOpenNav } from '../shell/nav-drawer.js';
import classes from './settings-layout.module.css';
import { settingsPagesOf } from './settings-pages.js';

export function SettingsLayout(): ReactElement {
  const { t } = useTranslation();
  const pages = settingsPagesOf(useMe().role);
  const nav = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  // Another page begins at its beginning: that of a new chat, with the line for the site.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [pathname]);
  // On a phone the page that is shown may be named beyond the edge.
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is no clean-up.
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [pathname]);
  return (
    <ModalsProvider
      labels={{ confirm: t('form.confirm'), cancel: t('form.cancel') }}
      modalProps={{ closeButtonProps: { 'aria-label': t('form.cancel') } }}
    >
      <div className={classes.page}>
        <div className={classes.bar}>
          <ActionIcon className={classes.burger} onClick={useOpenNav()} aria-label={t('shell.nav')}>
            <IconMenu2 size={20} />
          </ActionIcon>
          <nav className={classes.nav} ref={nav} aria-label={t('shell.settings')}>
            {pages.map(({ id, to }) => (
              <Link key={id} to={to} className={classes.link} activeProps={{ 'data-active': true, 'aria-current': 'page' }}>
                {t(`settings.${id}.title`)}
              </Link>
            ))}
          </nav>
        </div>
        <div className={classes.scroll} tabIndex={-1} ref={scroller}>
          <div className={classes.content}>
            <Outlet />
          </div>
        </div>
      </div>
    </ModalsProvider>
  );
}
