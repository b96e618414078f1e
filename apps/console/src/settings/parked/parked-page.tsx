import { Button, Group } from '@mantine/core';
import { modals } from '@mantine/modals';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { allPages } from '../../api/all-pages.js';
import { answerOf, api } from '../../api/client.js';
import { tellProblem } from '../../api/problem-notice.js';
import type { Parked } from '../../api/shapes.js';
import { toast } from '../../look/toast.js';
import { Moment } from '../../words/ago.js';
import { fileSize } from '../../words/time.js';
import { Fetched, SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { useLocale } from '../../words/use-locale.js';

const parkedQuery = queryOptions({
  queryKey: ['parked'] as const,
  queryFn: ({ signal }) => allPages((paging) => answerOf(api.GET('/parked', { params: { query: paging }, signal }))),
  staleTime: 0,
});

/** Events that were parked after retries, each with its reason: replayed, or dropped. */
export function ParkedPage(): ReactElement {
  const { t } = useTranslation();
  const parked = useQuery(parkedQuery);
  return (
    <SettingsPage title={t('settings.parked.title')} lead={t('settings.parked.lead')}>
      <Fetched query={parked} empty={t('parked.none')}>
        {(list) => (
          <ul className={classes.list}>
            {list.map((one) => (
              <ParkedRow key={one.id} parked={one} />
            ))}
          </ul>
        )}
      </Fetched>
    </SettingsPage>
  );
}

function ParkedRow({ parked }: { parked: Parked }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { replay, drop } = useParked(parked.id);
  const confirmDrop = (): void =>
    void modals.openConfirmModal({
      title: t('parked.dropTitle'),
      children: t('parked.dropText'),
      labels: { confirm: t('parked.drop'), cancel: t('form.cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => drop.mutate(),
    });
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <span className={classes.name}>{parked.reason.text}</span>
        <span className={classes.detail}>
          {parked.type} → {parked.group} · {fileSize(parked.size, locale)} · {t('parked.attempts', { count: parked.attempts })} ·{' '}
          <Moment at={parked.parkedAt} />
        </span>
      </span>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPlay size={15} />}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {t('parked.replay')}
        </Button>
        <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={15} />} loading={drop.isPending} onClick={confirmDrop}>
          {t('parked.drop')}
        </Button>
      </Group>
    </li>
  );
}

function useParked(id: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const onSettled = (): Promise<void> => client.invalidateQueries({ queryKey: ['parked'] });
  const path = { path: { id } };
  return {
    replay: useMutation({
      mutationFn: () => answerOf(api.POST('/parked/{id}/replay', { params: path })),
      onSuccess: () => void toast({ message: t('parked.replayed'), color: 'malachite' }),
      onError: tellProblem,
      onSettled,
    }),
    drop: useMutation({ mutationFn: () => answerOf(api.DELETE('/parked/{id}', { params: path })), onError: tellProblem, onSettled }),
  };
}
