import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Inbox } from '../../api/shapes.js';
import { toast } from '../../look/toast.js';
import { PageMissing } from '../../shell/page-problem.js';
import { SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { ConsentCard } from './consent-card.js';
import { HealthLine } from './health-line.js';
import { InboxFormFields } from './inbox-form.js';
import { inboxesQuery } from './inbox-queries.js';
import { changeOf, type InboxValues, valuesOf } from './inbox-values.js';
import { BotIdentityKey } from './bots/bot-identity-key.js';
import { InboxTest } from './inbox-test.js';
import { OlderMail } from './older-mail.js';

export function InboxPage(): ReactElement {
  const { id } = useParams({ from: '/desk/settings/inboxes/$id' });
  const { data, error, isPending, refetch } = useQuery({
    ...inboxesQuery,
    refetchInterval: (query) => query.state.data?.some(isImporting) && 2_000,
  });
  if (isPending) return <Skeleton height={320} />;
  if (!data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const inbox = data.find((one) => one.id === id);
  return inbox ? <OneInbox key={id} inbox={inbox} /> : <PageMissing />;
}

/** How far it is changes while one looks. */
function isImporting({ reading }: Inbox): boolean {
  return reading?.history?.finished === false;
}

function OneInbox({ inbox }: { inbox: Inbox }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (values: InboxValues) =>
      answerOf(api.PATCH('/inboxes/{id}', { params: { path: { id: inbox.id } }, body: changeOf(values) })),
    onSuccess: async () => {
      void toast({ message: t('form.saved'), color: 'malachite' });
      await client.invalidateQueries({ queryKey: ['inboxes'] });
    },
  });
  return (
    <SettingsPage title={inbox.name} lead={<HealthLine health={inbox.health} />}>
      {inbox.channel === 'email' && (
        <div className={classes.above}>
          {inbox.consent && <ConsentCard inbox={inbox.id} consent={inbox.consent} />}
          <InboxTest inbox={inbox.id} channel="email" />
        </div>
      )}
      {inbox.channel === 'telegram' && (
        <div className={classes.above}>
          <InboxTest inbox={inbox.id} channel="telegram" />
        </div>
      )}
      <InboxFormFields
        initial={valuesOf(inbox)}
        inbox={inbox.id}
        profile={inbox.profile}
        saving={save.isPending}
        error={save.error}
        onSave={(values) => save.mutateAsync(values)}
      >
        {inbox.profile && <BotIdentityKey inbox={inbox.id} profile={inbox.profile} />}
        {inbox.reading && inbox.settings?.['imap'] !== null && <OlderMail inbox={{ ...inbox, reading: inbox.reading }} />}
      </InboxFormFields>
    </SettingsPage>
  );
}
