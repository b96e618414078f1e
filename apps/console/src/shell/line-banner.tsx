import { useNetwork } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../live/live-store.js';
import classes from './line-banner.module.css';

/** A cut shorter than this mends itself before anybody would read of it. */
const PATIENCE_MS = 2500;

/** Says that what is on the page may be old, and why. */
export function LineBanner() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  const cut = useLasting(useLiveState() === 'cut');
  if (online && !cut) return null;
  return (
    <div className={classes.banner} role="status">
      <IconCloudOff size={18} aria-hidden="true" />
      <span>{online ? t('shell.noServer') : t('shell.offline')}</span>
    </div>
  );
}

function useLasting(state: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!state) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return lasting;
}
