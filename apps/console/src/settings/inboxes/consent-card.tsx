import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Inbox } from '../../api/shapes.js';
import { Moment } from '../../words/ago.js';
import { Notice } from '../notice.js';
import classes from '../settings-page.module.css';

type Props = { inbox: string; consent: NonNullable<Inbox['consent']> };

/** Whether the owner of a mailbox let us in, and the way to the provider, where that is done. */
export function ConsentCard({ inbox, consent: { provider, state, account, since, reason, refusal, warning } }: Props) {
  const { t } = useTranslation();
  return (
    <section className={classes.card} aria-label={t('consent.title')}>
      <h2 className={classes.legend}>{t(`inboxes.signInBy.${provider}`)}</h2>
      {state === 'wanted' && <span>{t('consent.wanted')}</span>}
      {state === 'given' && (
        <span>
          {t('consent.given', { account: account ?? '' })} {since !== null && <Moment at={since} />}
        </span>
      )}
      {reason && (
        <Notice kind="bad" title={t('consent.lost')}>
          {reason.text}
        </Notice>
      )}
      {refusal && (
        <Notice kind="bad" title={t('consent.refused')}>
          {refusal.text}
        </Notice>
      )}
      {warning && <Notice kind="warning">{warning.text}</Notice>}
      <div className={classes.buttons}>
        {/* The provider sends the browser back to this page. */}
        <Button component="a" href={`/api/v1/oauth/${provider}/start?inbox=${inbox}`} variant={state === 'given' ? 'default' : 'filled'}>
          {t(state === 'given' ? 'consent.again' : 'consent.give')}
        </Button>
        <Button component={Link} to="/settings/organisation" variant="subtle">
          {t('consent.registration')}
        </Button>
      </div>
    </section>
  );
}
