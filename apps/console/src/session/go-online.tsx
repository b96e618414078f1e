import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './go-online.module.css';
import { useMe } from './session.js';
import { useSetPresence } from './set-presence.js';

/** Who is not online gets no tickets, and may not know: said where one looks, with the way out of it. */
export function GoOnline() {
  const { t } = useTranslation();
  const presence = useSetPresence();
  if (useMe().presence === 'online') return null;
  return (
    <div className={classes.hint}>
      <span>{t('presence.noTickets')}</span>
      <Button size="compact-sm" variant="light" onClick={() => presence.mutate('online')}>
        {t('presence.goOnline')}
      </Button>
    </div>
  );
}
