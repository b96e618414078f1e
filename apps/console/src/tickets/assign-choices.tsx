import '../look/mantine-fields.js';
import { Combobox, TextInput, useCombobox, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconUserMinus, IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent, Ticket } from '../api/shapes.js';
import { activeAgentsQuery, teamsQuery } from '../people/people-queries.js';
import { PresenceDot } from '../people/presence-dot.js';
import classes from './assign-choices.module.css';
import { useChangeTicket } from './change-ticket.js';
import type { Assign } from './use-assign.js';

const NOBODY = 'nobody';

type Props = { ticket: Ticket; onAgent: Assign; onDone: () => void };

/** Everybody who may get the ticket, who is there and has least to do first; then the other teams. */
export function AssignChoices({ ticket, onAgent, onDone }: Props) {
  const { t } = useTranslation();
  const { data: agents = [] } = useQuery(activeAgentsQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const change = useChangeTicket(ticket.number);
  // The list stands in the popover: it is never closed by itself.
  const combobox = useCombobox({ opened: true });
  const [search, setSearch] = useState('');
  const matches = ({ name }: { name: string }): boolean => name.toLowerCase().includes(search.trim().toLowerCase());
  const found = {
    agents: [...agents].filter(matches).sort(byPresenceThenLoad),
    teams: teams.filter((team) => team.id !== ticket.team.id && matches(team)),
  };
  useEffect(() => {
    combobox.selectFirstOption();
  }, [search, agents.length]);

  const choose = (id: string): void => {
    const agent = agents.find((one) => one.id === id);
    const team = teams.find((one) => one.id === id);
    if (agent || id === NOBODY) onAgent(agent ?? null);
    else if (team) change.mutate({ body: { team: id }, shows: { team: { id, name: team.name } } });
    onDone();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.EventsTarget>
        <TextInput
          size="xs"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('ticket.findAgent')}
          aria-label={t('ticket.findAgent')}
          data-autofocus
          autoFocus
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={classes.options} aria-label={t('action.assign')}>
        {ticket.assignee && !search && (
          <Combobox.Option value={NOBODY} className={classes.option}>
            <IconUserMinus size={16} aria-hidden="true" />
            {t('ticket.giveBack')}
          </Combobox.Option>
        )}
        {found.agents.map((agent) => (
          <AgentOption key={agent.id} agent={agent} />
        ))}
        {found.teams.length > 0 && (
          <Combobox.Group label={t('ticket.handToTeam')}>
            {found.teams.map(({ id, name }) => (
              <Combobox.Option key={id} value={id} className={classes.option}>
                <IconUsersGroup size={16} aria-hidden="true" />
                <bdi>{name}</bdi>
              </Combobox.Option>
            ))}
          </Combobox.Group>
        )}
        {found.agents.length + found.teams.length === 0 && <Combobox.Empty>{t('palette.nothing')}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}

function AgentOption({ agent }: { agent: Agent }) {
  const { t } = useTranslation();
  const { load, capacity } = agent;
  return (
    <Combobox.Option value={agent.id} className={classes.option}>
      <PresenceDot state={agent.presence} />
      <bdi className={classes.name}>{agent.name}</bdi>
      <VisuallyHidden>{t(`presence.${agent.presence}`)}</VisuallyHidden>
      <span className={classes.load} title={t('ticket.load', { load, capacity })}>{`${load}/${capacity}`}</span>
    </Combobox.Option>
  );
}

const ORDER = { online: 0, away: 1, offline: 2 } as const;

function byPresenceThenLoad(a: Agent, b: Agent): number {
  return (
    ORDER[a.presence] - ORDER[b.presence] ||
    a.load / Math.max(1, a.capacity) - b.load / Math.max(1, b.capacity) ||
    a.name.localeCompare(b.name)
  );
}
