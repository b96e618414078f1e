import { Button, Modal } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './settings-page.module.css';

/** Asks before a page is left whose changes would be lost; the browser itself asks where the tab is closed. */
export function UnsavedGuard({ hasChanges }: { hasChanges: boolean }) {
  const { t } = useTranslation();
  const { history } = useRouter();
  /** Somebody wants to go: what is to be told then. */
  const [answer, setAnswer] = useState<{ go: (isBlocked: boolean) => void } | null>(null);
  // The router's own hook would be in every first load: it is as large as all of this page's guard.
  useEffect(() => {
    if (!hasChanges) return;
    return history.block({
      enableBeforeUnload: true,
      blockerFn: () => new Promise<boolean>((go) => setAnswer({ go })),
    });
  }, [hasChanges, history]);
  if (!answer) return null;
  const decide = (isBlocked: boolean): void => {
    setAnswer(null);
    answer.go(isBlocked);
  };
  return (
    <Modal opened onClose={() => decide(true)} title={t('form.leaveTitle')} closeButtonProps={{ 'aria-label': t('form.stay') }}>
      <p className={classes.ask}>{t('form.leaveText')}</p>
      <div className={classes.buttons}>
        <Button onClick={() => decide(true)} data-autofocus>
          {t('form.stay')}
        </Button>
        <Button variant="default" onClick={() => decide(false)}>
          {t('form.leave')}
        </Button>
      </div>
    </Modal>
  );
}
