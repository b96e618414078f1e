import { Button, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconUserPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../api/shapes.js';
import { Face } from '../../people/face.js';
import { agentsQuery } from '../../people/people-queries.js';
import { useMe } from '../../session/session.js';
import { Fetched, SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { AgentDialog } from './agent-dialog.js';
import { InviteDialog } from './invite-dialog.js';

type Shown = { kind: 'invite' } | { kind: 'agent'; id: string } | null;

export function AgentsPage(): ReactElement {
  const { t } = useTranslation();
  const agents = useQuery(agentsQuery);
  const [shown, show] = useState<Shown>(null);
  const opened = shown?.kind === 'agent' ? agents.data?.find((agent) => agent.id === shown.id) : undefined;
  const invite = (
    <Button leftSection={<IconUserPlus size={16} />} onClick={() => show({ kind: 'invite' })}>
      {t('agents.invite')}
    </Button>
  );
  return (
    <SettingsPage title={t('settings.agents.title')} lead={t('settings.agents.lead')} action={useMe().role === 'admin' && invite}>
      <Fetched query={agents} empty={t('agents.none')}>
        {(list) => (
          <ul className={classes.list}>
            {list.map((agent) => (
              <AgentRow key={agent.id} agent={agent} onOpen={() => show({ kind: 'agent', id: agent.id })} />
            ))}
          </ul>
        )}
      </Fetched>
      {shown?.kind === 'invite' && <InviteDialog onClose={() => show(null)} />}
      {opened && <AgentDialog key={opened.id} agent={opened} onClose={() => show(null)} />}
    </SettingsPage>
  );
}

function AgentRow({ agent, onOpen }: { agent: Agent; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <UnstyledButton className={classes.row} onClick={onOpen}>
        <Face name={agent.name} id={agent.id} picture={agent.picture} size={36} presence={agent.presence} />
        <span className={agent.active ? classes.main : `${classes.main} ${classes.off}`}>
          <bdi className={classes.name}>{agent.name}</bdi>
          <span className={classes.detail}>
            {agent.email} · {t(`role.${agent.role}`)}
            {agent.teams.length > 0 && ` · ${agent.teams.map((team) => team.name).join(', ')}`}
          </span>
          {agent.skills.length > 0 && (
            <span className={classes.chips}>
              {agent.skills.map(({ skill, level }) => (
                <span key={skill} className={classes.chip}>
                  {skill} {level}
                </span>
              ))}
            </span>
          )}
        </span>
        <span className={classes.side}>
          {statusOf(agent)
            ? t(`agents.status.${statusOf(agent) ?? 'off'}`)
            : t('agents.load', { load: agent.load, capacity: agent.capacity })}
        </span>
      </UnstyledButton>
    </li>
  );
}

function statusOf({ active, hasPassword }: Agent): 'off' | 'invited' | null {
  if (!active) return 'off';
  return hasPassword ? null : 'invited';
}
