import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Ticket, TicketChange, TicketState } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import { useChangeTicket } from './change-ticket.js';
import { unlessSaid } from './meanwhile.js';
import classes from './solve-button.module.css';
import { listQueryOptions } from './ticket-queries.js';
import { listQuery } from './ticket-search.js';

/** The states that an agent may set. A ticket of nobody is new, and becomes so by being given back. */
const SETTABLE = ['open', 'pending', 'on_hold', 'solved', 'closed'] as const satisfies readonly NonNullable<TicketChange['state']>[];

/** Solves the ticket; beside it the other states. */
export function SolveButton({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const change = useChangeTicket(ticket.number);
  const goOn = useGoToNext(ticket.number);
  const live = ticket.state !== 'solved' && ticket.state !== 'closed';
  const set = (state: (typeof SETTABLE)[number]): void => {
    const shown: TicketState = state === 'open' && ticket.assignee === null ? 'new' : state;
    // Solving must not pass over what the customer has written meanwhile.
    const unless = state === 'solved' ? { unless: { seen: ticket, stillFits: unlessSaid } } : {};
    change.mutate({ body: { state }, shows: { state: shown }, ...unless });
  };
  useAction('solve', () => set('solved'), live);
  useAction(
    'solveAndNext',
    () => {
      goOn();
      set('solved');
    },
    live,
  );
  // What is closed stays closed.
  if (ticket.state === 'closed') return null;
  return (
    <Button.Group>
      <KeyHint action={live ? 'solve' : 'reply'} label={live ? t('action.solve') : t('ticket.reopen')} disabled={!live}>
        <Button
          size="xs"
          variant="default"
          leftSection={live ? <IconCheck size={16} /> : null}
          classNames={live ? { label: classes.words, section: classes.sign } : {}}
          aria-label={live ? t('ticket.solve') : t('ticket.reopen')}
          onClick={() => set(live ? 'solved' : 'open')}
        >
          {live ? t('ticket.solve') : t('ticket.reopen')}
        </Button>
      </KeyHint>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label={t('ticket.state')} className={classes.more}>
            <IconChevronDown size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('ticket.state')}</Menu.Label>
          <Menu.RadioGroup value={ticket.state} onChange={(state) => set(state as (typeof SETTABLE)[number])}>
            {SETTABLE.map((state) => (
              <Menu.RadioItem key={state} value={state} closeMenuOnClick>
                {t(`state.${state}`)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

/** Opens the ticket below this one in the list, or the list where it was the last. */
function useGoToNext(number: number): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ from: '/desk/tickets' });
  return () => {
    const list = client.getQueryData(listQueryOptions(listQuery(search)).queryKey);
    const numbers = list?.pages.flatMap((page) => page.data.map((ticket) => ticket.number)) ?? [];
    const next = numbers[numbers.indexOf(number) + 1];
    if (next === undefined) void navigate({ to: '/tickets', search });
    else void navigate({ to: '/tickets/$number', params: { number: next }, search });
  };
}
