import { useDisclosure } from '@mantine/hooks';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactElement, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HeldToasts } from '../composer/held-toasts.js';
import { useKeptDrafts } from '../composer/use-kept-drafts.js';
import { onKeyDown, useAction } from '../keyboard/keyboard.js';
import { useLiveUpdates } from '../live/use-live-updates.js';
import { useLeaveWithSession, useMe } from '../session/session.js';
import { withWords } from '../words/words.js';
import { LineBanner } from './line-banner.js';
import { Nav } from './nav.js';
import { NavDrawer } from './nav-drawer.js';
import classes from './shell.module.css';

const Palette = lazy(async () => ({ default: (await withWords('settings', import('../keyboard/palette.js'))).Palette }));
const NavInDrawer = lazy(async () => ({ default: (await import('./nav-in-drawer.js')).NavInDrawer }));
const ShortcutHelp = lazy(async () => ({ default: (await import('../keyboard/shortcut-help.js')).ShortcutHelp }));

/** What stands around every page of somebody signed in. */
export function Shell(): ReactElement {
  const { t } = useTranslation();
  const [navOpen, nav] = useDisclosure(false);
  const { href } = useLocation();
  useLeaveWithSession();
  const { id: me } = useMe();
  useLiveUpdates(me);
  useKeptDrafts(me);
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
      <Later wanted={navOpen}>
        <NavInDrawer opened={navOpen} onClose={nav.close} />
      </Later>
      <HeldToasts />
      <Dialogs />
    </NavDrawer>
  );
}

/** Dialogs that are reached by key. */
function Dialogs() {
  const [palette, paletteIs] = useDisclosure(false);
  const [help, helpIs] = useDisclosure(false);
  useAction('palette', paletteIs.open);
  useAction('help', helpIs.open);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  // Beside a list its filters stay; from elsewhere there are none.
  const search = pathname.startsWith('/tickets') ? true : {};
  useAction('newMessage', () => void navigate({ to: '/tickets/new', search }));
  return (
    <>
      <Later wanted={palette}>
        <Palette opened={palette} onClose={paletteIs.close} />
      </Later>
      <Later wanted={help}>
        <ShortcutHelp opened={help} onClose={helpIs.close} />
      </Later>
    </>
  );
}

/** Shows nothing, and so fetches nothing, before it is wanted for the first time. */
function Later({ wanted, children }: { wanted: boolean; children: ReactNode }) {
  const [was, setWas] = useState(wanted);
  if (wanted && !was) setWas(true);
  return was && <Suspense>{children}</Suspense>;
}
