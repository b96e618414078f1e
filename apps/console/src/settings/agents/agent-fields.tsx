import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/shapes.js';
import { teamsQuery } from '../../people/people-queries.js';
import classes from '../settings-page.module.css';
import { type LevelRow, SkillLevels } from '../skill-levels.js';

export type AgentValues = {
  email: string;
  name: string;
  role: Role;
  capacity: number;
  teams: string[];
  /** Those of the teams that the agent leads. */
  leads: string[];
  skills: LevelRow[];
};

type Props = { form: UseFormReturnType<AgentValues>; emailFixed?: boolean; asLead?: boolean };

/** What an agent is to the router: teams, skills with levels, capacity. A lead sets capacity and skills only. */
export function AgentFields({ form, emailFixed = false, asLead = false }: Props) {
  const { t } = useTranslation();
  const { data: teams = [] } = useQuery(teamsQuery);
  const teamData = teams.map(({ id, name }) => ({ value: id, label: name }));
  const plain = { required: true, withAsterisk: false } as const;
  return (
    <>
      <div className={classes.pair}>
        <TextInput label={t('agents.name')} data-autofocus {...plain} disabled={asLead} {...form.getInputProps('name')} />
        <TextInput label={t('agents.email')} type="email" {...plain} disabled={emailFixed} {...form.getInputProps('email')} />
      </div>
      <div className={classes.pair}>
        <Select
          label={t('agents.role')}
          disabled={asLead}
          data={(['agent', 'lead', 'admin'] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
          {...form.getInputProps('role')}
        />
        <NumberInput
          label={t('agents.capacity')}
          description={t('agents.capacityHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          min={0}
          max={1000}
          allowDecimal={false}
          {...form.getInputProps('capacity')}
        />
      </div>
      <MultiSelect label={t('agents.teams')} data={teamData} disabled={asLead} {...form.getInputProps('teams')} />
      {form.values.role === 'lead' && (
        <MultiSelect
          label={t('agents.leads')}
          data={teamData.filter(({ value }) => form.values.teams.includes(value))}
          disabled={asLead}
          {...form.getInputProps('leads')}
        />
      )}
      <SkillLevels
        label={t('agents.skills')}
        description={t('agents.skillsHint')}
        value={form.values.skills}
        onChange={(skills) => form.setFieldValue('skills', skills)}
      />
    </>
  );
}

/** The form's values as the API takes them. */
export function membershipsOf({ teams, leads }: AgentValues): { team: string; lead: boolean }[] {
  return teams.map((team) => ({ team, lead: leads.includes(team) }));
}

export function levelsOf({ skills }: AgentValues): { skill: string; level: number }[] {
  return skills.map(({ skill, level }) => ({ skill, level }));
}
