import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { type ReactElement, lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { HeldToasts } from '../composer/held-toasts.js';
import { onKeyDown, useAction } from '../keyboard/keyboard.js';
import { useLiveUpdates } from '../live/use-live-updates.js';
import { useMe } from '../session/session.js';
import { LineBanner } from './line-banner.js';
import { Nav } from './nav.js';
import { NavDrawer } from './nav-drawer.js';
import classes from './shell.module.css';

const Palette = lazy(async () => ({ default: (await import('../keyboard/palette.js')).Palette }));
const ShortcutHelp = lazy(async () => ({ default: (await import('../keyboard/shortcut-help.js')).ShortcutHelp }));

/** What stands around every page of somebody signed in. */
export function Shell(): ReactElement {
  const { t } = useTranslation();
  const [navOpen, nav] = useDisclosure(false);
  const { href } = useLocation();
  useLiveUpdates(useMe().id);
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  // Whoever chose something in the drawer wants to see it.
  useEffect(nav.close, [href, nav.close]);

  return (
    <NavDrawer value={nav.open}>
      <div className={classes.shell}>
        <a className={classes.skip} href="#main">
          {t('shell.skip')}
        </a>
        <aside className={classes.nav}>
          <Nav />
        </aside>
        <main className={classes.main} id="main" tabIndex={-1}>
          <LineBanner />
          <Outlet />
        </main>
      </div>
      <Drawer
        opened={navOpen}
        onClose={nav.close}
        size={288}
        padding={0}
        withCloseButton={false}
        title={t('shell.nav')}
        classNames={{ header: classes.hidden, body: classes.drawer }}
      >
        <Nav />
      </Drawer>
      <HeldToasts />
      <Dialogs />
    </NavDrawer>
  );
}

/** Dialogs whose code is fetched when they are first asked for. */
function Dialogs() {
  const [palette, paletteIs] = useDisclosure(false);
  const [help, helpIs] = useDisclosure(false);
  const paletteWanted = useRef(false);
  paletteWanted.current ||= palette;
  useAction('palette', paletteIs.open);
  useAction('help', helpIs.open);
  return (
    <Suspense>
      {paletteWanted.current && <Palette opened={palette} onClose={paletteIs.close} />}
      {help && <ShortcutHelp onClose={helpIs.close} />}
    </Suspense>
  );
}
