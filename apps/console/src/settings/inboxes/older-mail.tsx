import { Button, Progress, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Inbox } from '../../api/shapes.js';
import { Moment } from '../../words/ago.js';
import { BELOW } from '../described-below.js';
import classes from '../settings-page.module.css';

type Props = { inbox: Inbox & { reading: NonNullable<Inbox['reading']> } };

/** How the reading of a mailbox goes, and a button that takes in what came before the inbox was made. */
export function OlderMail({ inbox }: Props) {
  const { t } = useTranslation();
  const { lookedAt, history, setAside } = inbox.reading;
  return (
    <fieldset className={classes.card}>
      <legend>{t('inboxes.olderMail')}</legend>
      <div>
        {lookedAt === null ? t('inboxes.neverLooked') : t('inboxes.lookedAt')} {lookedAt !== null && <Moment at={lookedAt} />}
      </div>
      {setAside > 0 && <div>{t('inboxes.setAside', { count: setAside })}</div>}
      {history && (
        <div role="status">
          {t(history.finished ? 'inboxes.historyDone' : 'inboxes.historyGoes', { done: history.done, total: history.total })}
          {!history.finished && <Progress mt={6} value={(100 * history.done) / Math.max(history.total, 1)} aria-hidden="true" />}
        </div>
      )}
      <TakeOlderMail inbox={inbox} />
    </fieldset>
  );
}

function TakeOlderMail({ inbox }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [day, setDay] = useState('');
  const take = useMutation({
    mutationFn: () => answerOf(api.POST('/inboxes/{id}/import', { params: { path: { id: inbox.id } }, body: { from: day || 'all' } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['inboxes'] }),
  });
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t('inboxes.olderFrom')}
          description={t('inboxes.olderHint')}
          {...BELOW}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      <div>
        <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
          {t('inboxes.takeOlder')}
        </Button>
      </div>
      {take.error !== null && <ProblemNotice error={take.error} />}
    </>
  );
}
