import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Agent, Skill } from '../../api/shapes.js';
import { agentsQuery, skillsQuery } from '../../people/people-queries.js';
import { useMe } from '../../session/session.js';
import { Fetched, SettingsPage } from '../settings-page.js';
import classes from '../settings-page.module.css';

export function SkillsPage(): ReactElement {
  const { t } = useTranslation();
  const skills = useQuery(skillsQuery);
  const { data: agents = [] } = useQuery(agentsQuery);
  const admin = useMe().role === 'admin';
  return (
    <SettingsPage title={t('settings.skills.title')} lead={t('settings.skills.lead')}>
      <div className={classes.form}>
        {admin && <NameForm skill={null} />}
        <Fetched query={skills} empty={t('skills.none')}>
          {(list) => (
            <ul className={classes.list}>
              {list.map((skill) => (
                <SkillRow key={skill.id} skill={skill} agents={agents} editable={admin} />
              ))}
            </ul>
          )}
        </Fetched>
      </div>
    </SettingsPage>
  );
}

function SkillRow({ skill, agents, editable }: { skill: Skill; agents: Agent[]; editable: boolean }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const able = agents.filter((agent) => agent.active && agent.skills.some((one) => one.skill === skill.name)).length;
  if (editing) {
    return (
      <li className={classes.row}>
        <NameForm skill={skill} onDone={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <li className={classes.row}>
      <span className={classes.main}>
        <bdi className={classes.name}>{skill.name}</bdi>
        <span className={classes.detail}>{t('skills.agents', { count: able })}</span>
      </span>
      {editable && (
        <ActionIcon aria-label={t('skills.rename', { skill: skill.name })} onClick={() => setEditing(true)}>
          <IconPencil size={17} />
        </ActionIcon>
      )}
    </li>
  );
}

/** Adds a skill or renames one. */
function NameForm({ skill, onDone }: { skill: Skill | null; onDone?: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ initialValues: { name: skill?.name ?? '' } });
  const save = useMutation({
    mutationFn: (body: { name: string }) =>
      answerOf(skill ? api.PATCH('/skills/{id}', { params: { path: { id: skill.id } }, body }) : api.POST('/skills', { body })),
    onSuccess: async () => {
      form.reset();
      onDone?.();
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['agents', 'skills'].includes(String(queryKey[0])) });
    },
  });
  return (
    <form className={classes.main} onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <div className={classes.buttons}>
        <TextInput
          aria-label={t('skills.name')}
          placeholder={t('skills.placeholder')}
          required
          autoFocus={skill !== null}
          {...form.getInputProps('name')}
        />
        <Button
          type="submit"
          variant={skill ? 'filled' : 'default'}
          leftSection={skill ? null : <IconPlus size={16} />}
          loading={save.isPending}
        >
          {skill ? t('form.save') : t('skills.add')}
        </Button>
        {onDone && (
          <Button variant="default" onClick={onDone}>
            {t('form.cancel')}
          </Button>
        )}
      </div>
      {save.isError && <ProblemNotice error={save.error} />}
    </form>
  );
}
