import { Button, Checkbox, Loader } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { TestedInbox } from '../../api/shapes.js';
import { Notice } from '../notice.js';
import classes from '../settings-page.module.css';
import { CheckSteps } from './check-steps.js';
import { inboxesQuery } from './inbox-queries.js';

/** Tests a mailbox or a bot with its saved settings, as the product uses it. One that was just made or consented to is tested at once. */
export function InboxTest({ inbox, channel }: { inbox: string; channel: Tested['channel'] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [send, setSend] = useState(false);
  const test = useMutation({
    mutationFn: () => answerOf(api.POST('/inboxes/{id}/test', { params: { path: { id: inbox } }, body: { send } })),
    // A test may find that consent was taken back.
    onSettled: () => client.invalidateQueries({ queryKey: inboxesQuery.queryKey }),
  });
  useTestAtOnce(() => test.mutate());
  return (
    <section className={classes.card} aria-label={t('inboxes.test')}>
      <h2 className={classes.legend}>{t('inboxes.test')}</h2>
      <span>{t(channel === 'email' ? 'inboxes.testHint' : 'bot.testHint')}</span>
      {channel === 'email' && (
        <Checkbox label={t('inboxes.testSend')} checked={send} onChange={(event) => setSend(event.currentTarget.checked)} />
      )}
      <div>
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {t('inboxes.testNow')}
        </Button>
        <div role="status" className={classes.status}>
          {test.isPending && (
            <span>
              <Loader size="xs" mr={8} aria-hidden="true" />
              {t('inboxes.testing')}
            </span>
          )}
          {test.data && !test.isPending && <Result result={test.data} channel={channel} />}
        </div>
      </div>
      {test.error !== null && <ProblemNotice error={test.error} onRetry={() => test.mutate()} />}
    </section>
  );
}

type Tested = { result: TestedInbox; channel: 'email' | 'telegram' };

function Result({ result: { ok, steps }, channel }: Tested) {
  const { t } = useTranslation();
  return (
    <div className={classes.form}>
      <Notice
        kind={ok ? 'good' : 'warning'}
        title={t(channel === 'email' ? (ok ? 'inboxes.testOk' : 'inboxes.testFailed') : ok ? 'bot.testOk' : 'bot.testFailed')}
      />
      <CheckSteps steps={steps} />
    </div>
  );
}

/** Once, where the address asks for it; then the address forgets it, so that a reload does not test again. */
function useTestAtOnce(run: () => void): void {
  const { test, consent } = useSearch({ from: '/desk/settings/inboxes/$id' });
  const navigate = useNavigate();
  const wanted = test === 'now' || consent === 'given';
  useEffect(() => {
    if (!wanted) return;
    run();
    void navigate({ to: '.', search: {}, replace: true });
  }, [wanted]);
}
