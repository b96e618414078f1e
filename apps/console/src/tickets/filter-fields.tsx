import '../look/mantine-fields.js';
import { Button, MultiSelect, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { inboxesQuery } from '../settings/inboxes/inbox-queries.js';
import { narrowingOf, TicketSearch, widened } from './ticket-search.js';

const CHANNELS = ['email', 'telegram', 'webchat'] as const;
const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;

/** The fields by which a view is narrowed; their code is fetched when they are first opened. */
export function FilterFields({ search }: { search: TicketSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/tickets' });
  const { data: inboxes = [] } = useQuery(inboxesQuery);
  const set = (change: Record<string, unknown>): void => void navigate({ search: TicketSearch.parse({ ...search, ...change }) });
  const given = (values: string[]): string[] | undefined => (values.length > 0 ? values : undefined);
  // A menu inside this one must not close it.
  const inside = { withinPortal: false };
  return (
    <Stack gap="sm">
      <MultiSelect
        label={t('tickets.channel')}
        data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        value={search.channel ?? []}
        onChange={(values) => set({ channel: given(values) })}
        comboboxProps={inside}
        data-autofocus
      />
      <MultiSelect
        label={t('tickets.priority')}
        data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
        value={search.priority ?? []}
        onChange={(values) => set({ priority: given(values) })}
        comboboxProps={inside}
      />
      <MultiSelect
        label={t('tickets.inbox')}
        data={inboxes.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.inbox ?? []}
        onChange={(values) => set({ inbox: given(values) })}
        comboboxProps={inside}
      />
      <Switch
        label={t('tickets.spam')}
        checked={search.spam === 'true'}
        onChange={(event) => set({ spam: event.currentTarget.checked ? 'true' : undefined })}
      />
      <Button
        variant="default"
        size="xs"
        disabled={narrowingOf(search).length === 0}
        onClick={() => void navigate({ search: widened(search) })}
      >
        {t('tickets.clearFilters')}
      </Button>
    </Stack>
  );
}
