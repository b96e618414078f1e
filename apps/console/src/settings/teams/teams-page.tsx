import { Button, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../../api/shapes.js';
import { Face } from '../../people/face.js';
import { teamsQuery } from '../../people/people-queries.js';
import { useMe } from '../../session/session.js';
import { Fetched, SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';
import { TeamDialog } from './team-dialog.js';

/** So many faces say "many"; the rest is a number. */
const FACES = 6;

export function TeamsPage(): ReactElement {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const admin = useMe().role === 'admin';
  const [shown, show] = useState<Team | 'new' | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => show('new')}>
      {t('teams.add')}
    </Button>
  );
  return (
    <SettingsPage title={t('settings.teams.title')} lead={t('settings.teams.lead')} action={admin && add}>
      <Fetched query={teams} empty={t('teams.none')}>
        {(list) => (
          <ul className={classes.list}>
            {list.map((team) => (
              <li key={team.id}>
                <UnstyledButton className={classes.row} disabled={!admin} onClick={() => show(team)}>
                  <span className={classes.main}>
                    <bdi className={classes.name}>{team.name}</bdi>
                    <span className={classes.detail}>{t('teams.members', { count: team.members.length })}</span>
                  </span>
                  <Faces team={team} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        )}
      </Fetched>
      {shown && <TeamDialog team={shown === 'new' ? null : shown} onClose={() => show(null)} />}
    </SettingsPage>
  );
}

function Faces({ team }: { team: Team }) {
  const more = team.members.length - FACES;
  return (
    <span className={classes.side}>
      {team.members.slice(0, FACES).map(({ agent }) => (
        <Face key={agent.id} name={agent.name} id={agent.id} picture={agent.picture} size={24} title={agent.name} />
      ))}
      {more > 0 && `+${more}`}
    </span>
  );
}
