import { Button, Modal, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Agent } from '../../api/shapes.js';
import { useMe } from '../../session/session.js';
import classes from '../settings-page.module.css';
import { AgentFields, type AgentValues, levelsOf, membershipsOf } from './agent-fields.js';
import { OneTimeLink } from './one-time-link.js';

type Values = AgentValues & { active: boolean };

/** Changes an agent; gives a link for a new password. */
export function AgentDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const asLead = useMe().role !== 'admin';
  const form = useForm<Values>({ initialValues: valuesOf(agent) });
  const save = useMutation({
    mutationFn: (values: Values) =>
      answerOf(
        api.PATCH('/agents/{id}', { params: { path: { id: agent.id } }, body: asLead ? leadsChange(values) : adminsChange(values) }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ predicate: ({ queryKey }) => ['agents', 'teams', 'session'].includes(String(queryKey[0])) });
      onClose();
    },
  });
  const link = useMutation({
    mutationFn: () => answerOf(api.POST('/links', { body: { kind: agent.hasPassword ? 'reset' : 'invite', email: agent.email } })),
  });
  return (
    <Modal opened onClose={onClose} title={agent.name} size="lg" closeButtonProps={{ 'aria-label': t('form.cancel') }}>
      {link.isSuccess ? (
        <OneTimeLink link={link.data} onDone={onClose} />
      ) : (
        <form className={classes.form} onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <AgentFields form={form} emailFixed asLead={asLead} />
          {!asLead && (
            <Switch
              label={t('agents.active')}
              description={t('agents.activeHint')}
              {...form.getInputProps('active', { type: 'checkbox' })}
            />
          )}
          {(save.isError || link.isError) && <ProblemNotice error={save.error ?? link.error} />}
          <div className={classes.buttons}>
            <Button type="submit" loading={save.isPending}>
              {t('form.save')}
            </Button>
            {!asLead && (
              <Button variant="default" leftSection={<IconKey size={16} />} loading={link.isPending} onClick={() => link.mutate()}>
                {agent.hasPassword ? t('agents.resetLink') : t('agents.inviteLink')}
              </Button>
            )}
          </div>
        </form>
      )}
    </Modal>
  );
}

function valuesOf({ email, name, role, capacity, teams, skills, active }: Agent): Values {
  return {
    email,
    name,
    role,
    capacity,
    teams: teams.map(({ id }) => id),
    leads: teams.filter(({ lead }) => lead).map(({ id }) => id),
    skills,
    active,
  };
}

function leadsChange(values: Values) {
  return { capacity: values.capacity, skills: levelsOf(values) };
}

function adminsChange(values: Values) {
  const { name, role, active } = values;
  return { name, role, active, ...leadsChange(values), teams: membershipsOf(values) };
}
