import { Button, Modal, MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import type { Team } from '../../api/shapes.js';
import { agentsQuery } from '../../people/people-queries.js';
import classes from '../settings-page.module.css';
import { SignatureField } from './signature-field.js';

type Values = { name: string; members: string[]; leads: string[]; signature: string };

/** Adds a team, or changes its name, who is in it and what stands below its answers. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: agents = [] } = useQuery(agentsQuery);
  const form = useForm<Values>({ initialValues: valuesOf(team) });
  const save = useSave(team, onClose);
  const people = agents.filter((agent) => agent.active).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Modal opened onClose={onClose} title={team?.name ?? t('teams.add')} closeButtonProps={{ 'aria-label': t('form.cancel') }}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <TextInput label={t('teams.name')} required withAsterisk={false} data-autofocus {...form.getInputProps('name')} />
        <MultiSelect label={t('teams.people')} data={people} searchable {...form.getInputProps('members')} />
        <MultiSelect
          label={t('teams.leads')}
          description={t('teams.leadsHint')}
          data={people.filter(({ value }) => form.values.members.includes(value))}
          {...form.getInputProps('leads')}
        />
        <SignatureField
          value={form.values.signature}
          onChange={(signature) => form.setFieldValue('signature', signature)}
          team={form.values.name}
        />
        {save.isError && <ProblemNotice error={save.error} />}
        <div className={classes.buttons}>
          <Button type="submit" loading={save.isPending}>
            {t('form.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useSave(team: Team | null, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, members, leads, signature }: Values) => {
      const body = {
        name,
        members: members.map((agent) => ({ agent, lead: leads.includes(agent) })),
        signature: signature.trim() || null,
      };
      return answerOf(team ? api.PATCH('/teams/{id}', { params: { path: { id: team.id } }, body }) : api.POST('/teams', { body }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({
        predicate: ({ queryKey }) => ['agents', 'teams', 'counts', 'session'].includes(String(queryKey[0])),
      });
      onDone();
    },
  });
}

function valuesOf(team: Team | null): Values {
  const members = team?.members ?? [];
  return {
    name: team?.name ?? '',
    members: members.map(({ agent }) => agent.id),
    leads: members.filter(({ lead }) => lead).map(({ agent }) => agent.id),
    signature: team?.signature ?? '',
  };
}
