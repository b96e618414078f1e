import { Menu, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconUserMinus, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent, Ticket } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { useAction } from '../keyboard/keyboard.js';
import { Face } from '../people/face.js';
import { activeAgentsQuery, teamsQuery } from '../people/people-queries.js';
import { PresenceDot } from '../people/presence-dot.js';
import { useMe } from '../session/session.js';
import { useChangeTicket } from './change-ticket.js';
import classes from './fact-button.module.css';

/** Whose the ticket is, and the way to give it to somebody else. */
export function AssignMenu({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [open, is] = useDisclosure(false);
  const assign = useAssign(ticket);
  const me = useMe();
  useAction('assign', is.open);
  useAction('assignMe', () => assign(me), ticket.assignee?.id !== me.id);
  return (
    <Menu opened={open} onChange={(now) => (now ? is.open() : is.close())} width={280} position="bottom-start">
      <KeyHint action="assign" disabled={open}>
        <Menu.Target>
          <UnstyledButton className={classes.fact} aria-label={t('ticket.assignee', { name: ticket.assignee?.name ?? t('ticket.nobody') })}>
            {ticket.assignee ? <Face name={ticket.assignee.name} id={ticket.assignee.id} size={20} /> : <IconUserPlus size={16} />}
            <bdi>{ticket.assignee?.name ?? t('ticket.nobody')}</bdi>
            <span className={classes.team}>{ticket.team.name}</span>
          </UnstyledButton>
        </Menu.Target>
      </KeyHint>
      <Menu.Dropdown mah="min(460px, 70vh)" style={{ overflowY: 'auto' }}>
        {open && <Choices ticket={ticket} onAgent={assign} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function Choices({ ticket, onAgent }: { ticket: Ticket; onAgent: (agent: Agent | null) => void }) {
  const { t } = useTranslation();
  const { data: agents = [] } = useQuery(activeAgentsQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const change = useChangeTicket(ticket.number);
  const [search, setSearch] = useState('');
  const matches = (name: string): boolean => name.toLowerCase().includes(search.trim().toLowerCase());
  return (
    <>
      <Menu.Search
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        placeholder={t('ticket.findAgent')}
        aria-label={t('ticket.findAgent')}
      />
      {ticket.assignee && !search && (
        <Menu.Item leftSection={<IconUserMinus size={16} />} onClick={() => onAgent(null)}>
          {t('ticket.giveBack')}
        </Menu.Item>
      )}
      {[...agents]
        .sort(byPresenceThenLoad)
        .filter((agent) => matches(agent.name))
        .map((agent) => (
          <AgentItem key={agent.id} agent={agent} onClick={() => onAgent(agent)} />
        ))}
      {teams.length > 1 && <Menu.Label>{t('ticket.handToTeam')}</Menu.Label>}
      {teams.length > 1 &&
        teams
          .filter((team) => team.id !== ticket.team.id && matches(team.name))
          .map(({ id, name }) => (
            <Menu.Item
              key={id}
              leftSection={<IconUsersGroup size={16} />}
              onClick={() => change.mutate({ body: { team: id }, shows: { team: { id, name } } })}
            >
              {name}
            </Menu.Item>
          ))}
    </>
  );
}

function AgentItem({ agent, onClick }: { agent: Agent; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Menu.Item
      leftSection={<PresenceDot state={agent.presence} />}
      rightSection={<span className={classes.load} title={t('ticket.load')}>{`${agent.load}/${agent.capacity}`}</span>}
      onClick={onClick}
      aria-label={t('ticket.agentOption', {
        name: agent.name,
        state: t(`presence.${agent.presence}`),
        load: agent.load,
        capacity: agent.capacity,
      })}
    >
      <bdi>{agent.name}</bdi>
    </Menu.Item>
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

function useAssign(ticket: Ticket): (agent: Pick<Agent, 'id' | 'name' | 'email'> | null) => void {
  const change = useChangeTicket(ticket.number);
  return (agent) => {
    const ours = ticket.state === 'new' || ticket.state === 'open';
    const state = ours ? { state: agent ? ('open' as const) : ('new' as const) } : {};
    const assignee = agent && { id: agent.id, name: agent.name, email: agent.email };
    change.mutate({
      body: { assignee: agent?.id ?? null },
      shows: { assignee, assignmentReason: null, ...state },
      version: ticket.version,
    });
  };
}
