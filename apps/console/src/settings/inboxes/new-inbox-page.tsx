import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { teamsQuery } from '../../people/people-queries.js';
import { SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { InboxFormFields } from './inbox-form.js';
import { creationOf, type InboxValues, newInbox } from './inbox-values.js';

export function NewInboxPage(): ReactElement {
  const { t } = useTranslation();
  const { channel } = useSearch({ from: '/desk/settings/inboxes/new' });
  const { data: teams } = useQuery(teamsQuery);
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: (values: InboxValues) => answerOf(api.POST('/inboxes', { body: creationOf(values) })),
    onSuccess: async (inbox) => {
      await client.invalidateQueries({ queryKey: ['inboxes'] });
      // A chat's page has the line for the site, a mailbox's and a bot's its test.
      await navigate({
        to: '/settings/inboxes/$id',
        params: { id: inbox.id },
        search: channel !== 'webchat' && inbox.consent === null ? { test: 'now' as const } : {},
      });
    },
  });
  if (!teams) return <Skeleton height={320} />;
  return (
    <SettingsPage title={t(`inboxes.addChannel.${channel}`)}>
      {teams.length === 0 ? (
        <p className={classes.empty}>
          {t('inboxes.teamFirst')}{' '}
          <Button component={Link} to="/settings/teams" variant="default" size="xs" ml="sm">
            {t('settings.teams.title')}
          </Button>
        </p>
      ) : (
        <InboxFormFields
          key={channel}
          initial={newInbox(channel, teams[0]?.id ?? '')}
          inbox={null}
          saving={create.isPending}
          error={create.error}
          onSave={(values) => create.mutateAsync(values)}
        />
      )}
    </SettingsPage>
  );
}
