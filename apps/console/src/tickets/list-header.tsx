import { ActionIcon, CloseButton, Menu, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconArrowsSort, IconMenu2, IconPencilPlus, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import { useOpenNav } from '../shell/nav-drawer.js';
import { ListFilters } from './list-filters.js';
import classes from './list-header.module.css';
import { SORTS, type TicketSearch } from './ticket-search.js';
import { useViewName } from './use-view-name.js';

/** Above the list: what it is, how it is ordered, what it is narrowed to. */
export function ListHeader({ search, beside }: { search: TicketSearch; beside: boolean }) {
  const { t } = useTranslation();
  const openNav = useOpenNav();
  // Beside an open ticket, the ticket is what the page is about.
  const Heading = beside ? 'h2' : 'h1';
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <ActionIcon className={classes.burger} onClick={openNav} aria-label={t('shell.nav')}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <Heading className={classes.name}>{useViewName()}</Heading>
        <NewMessageButton />
        <SortMenu search={search} />
        <ListFilters search={search} />
      </div>
      <SearchField search={search} />
    </header>
  );
}

function NewMessageButton() {
  const { t } = useTranslation();
  return (
    <KeyHint action="newMessage" position="bottom">
      <ActionIcon
        renderRoot={(props) => <Link to="/tickets/new" search={(search) => search} {...props} />}
        aria-label={t('action.newMessage')}
      >
        <IconPencilPlus size={18} />
      </ActionIcon>
    </KeyHint>
  );
}

function SortMenu({ search }: { search: TicketSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/tickets' });
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon aria-label={t('tickets.sort')} title={t('tickets.sort')}>
          <IconArrowsSort size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('tickets.sort')}</Menu.Label>
        <Menu.RadioGroup
          value={search.sort ?? 'urgency'}
          onChange={(sort) => void navigate({ search: { ...search, sort: SORTS.find((one) => one === sort && one !== 'urgency') } })}
        >
          {SORTS.map((sort) => (
            <Menu.RadioItem key={sort} value={sort} closeMenuOnClick>
              {t(`sort.${sort}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The address changes when the agent pauses, so that going back does not go letter by letter. */
const PAUSE_MS = 300;

function SearchField({ search }: { search: TicketSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/tickets' });
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search.q ?? '');
  const apply = useDebouncedCallback(
    (q: string) => void navigate({ search: { ...search, q: q.trim() || undefined }, replace: true }),
    PAUSE_MS,
  );
  useEffect(() => setText(search.q ?? ''), [search.q]);
  useAction('search', () => field.current?.focus());
  const type = (q: string): void => {
    setText(q);
    apply(q);
  };
  return (
    <KeyHint action="search" position="bottom">
      <TextInput
        ref={field}
        type="search"
        size="xs"
        leftSection={<IconSearch size={15} />}
        rightSection={text && <CloseButton size="xs" aria-label={t('tickets.clearSearch')} onClick={() => type('')} />}
        placeholder={t('tickets.search')}
        aria-label={t('tickets.search')}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </KeyHint>
  );
}
