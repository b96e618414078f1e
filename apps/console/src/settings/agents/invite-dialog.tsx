import { Button, Modal } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client.js';
import { ProblemNotice } from '../../api/problem-notice.js';
import classes from '../settings-page.module.css';
import { AgentFields, type AgentValues, levelsOf, membershipsOf } from './agent-fields.js';
import { OneTimeLink } from './one-time-link.js';

const NEW: AgentValues = { email: '', name: '', role: 'agent', capacity: 6, teams: [], leads: [], skills: [] };

/** Adds an agent, and gives the link by which they set their password. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<AgentValues>({ initialValues: NEW });
  const invite = useMutation({
    mutationFn: async (values: AgentValues) => {
      const { email, name, role, capacity } = values;
      await answerOf(
        api.POST('/agents', { body: { email, name, role, capacity, teams: membershipsOf(values), skills: levelsOf(values) } }),
      );
      return answerOf(api.POST('/links', { body: { kind: 'invite', email } }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['agents'] }),
  });
  return (
    <Modal opened onClose={onClose} title={t('agents.invite')} size="lg" closeButtonProps={{ 'aria-label': t('form.cancel') }}>
      {invite.isSuccess ? (
        <OneTimeLink link={invite.data} onDone={onClose} />
      ) : (
        <form className={classes.form} onSubmit={form.onSubmit((values) => invite.mutate(values))}>
          <AgentFields form={form} />
          {invite.isError && <ProblemNotice error={invite.error} />}
          <div className={classes.buttons}>
            <Button type="submit" loading={invite.isPending}>
              {t('agents.makeInvite')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
