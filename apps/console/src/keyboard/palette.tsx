import '../look/mantine-dialogs.js';
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconBolt, IconHash, IconInbox, IconSearch, IconSettings } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session.js';
import { settingsPagesOf } from '../settings/settings-pages.js';
import { countsQuery } from '../tickets/ticket-queries.js';
import { QUEUES, STATES, teamView } from '../tickets/views.js';
import { ActionKey } from './key-hint.js';
import { availableActions, runAction } from './keyboard.js';

const [store, spotlight] = createSpotlight();

/** Everything that can be done or looked at, by its name; teaches the keys on the way. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const groups = [useDoing(query, opened), useGoing(), useSettings()];
  useEffect(() => {
    if (opened) spotlight.open();
    else spotlight.close();
  }, [opened]);
  return (
    <Spotlight
      store={store}
      onSpotlightClose={onClose}
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      nothingFound={t('palette.nothing')}
      searchProps={{ leftSection: <IconSearch size={18} />, placeholder: t('palette.search'), 'aria-label': t('palette.search') }}
      attributes={{ content: { 'aria-label': t('action.palette') } }}
      scrollable
      maxHeight={420}
    />
  );
}

type Group = { group: string; actions: SpotlightActionData[] };

function useDoing(query: string, opened: boolean): Group {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // What the screen behind can do now.
  const actions = opened ? availableActions().filter((action) => !['palette', 'next', 'previous', 'open'].includes(action)) : [];
  const number = /^#?(\d+)$/.exec(query.trim())?.[1];
  const open: SpotlightActionData[] = number
    ? [
        {
          id: 'number',
          label: t('palette.ticket', { number }),
          keywords: query,
          leftSection: <IconHash size={18} />,
          onClick: () => void navigate({ to: '/tickets/$number', params: { number: Number(number) }, search: (search) => search }),
        },
      ]
    : [];
  return {
    group: t('palette.do'),
    actions: [
      ...open,
      ...actions.map((action) => ({
        id: action,
        label: t(`action.${action}`),
        leftSection: <IconBolt size={18} />,
        rightSection: <ActionKey action={action} />,
        // When the dialog has gone and given the focus back: what is done may take it.
        onClick: () => void setTimeout(() => runAction(action), 50),
      })),
    ],
  };
}

function useGoing(): Group {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: counts } = useQuery(countsQuery);
  const views = [
    ...[...QUEUES, ...STATES].map(({ id, search }) => ({ id, label: t(`view.${id}`), search })),
    ...(counts?.teams ?? []).map(({ id, name }) => ({ id, label: name, search: teamView(id) })),
  ];
  return {
    group: t('palette.go'),
    actions: views.map(({ id, label, search }) => ({
      id,
      label,
      leftSection: <IconInbox size={18} />,
      onClick: () => void navigate({ to: '/tickets', search }),
    })),
  };
}

function useSettings(): Group {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const pages = settingsPagesOf(useMe().role);
  return {
    group: t('shell.settings'),
    actions: pages.map(({ id, to }) => ({
      id: `settings-${id}`,
      label: t(`settings.${id}.title`),
      leftSection: <IconSettings size={18} />,
      onClick: () => void navigate({ to }),
    })),
  };
}
