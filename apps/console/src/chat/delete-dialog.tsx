import '../look/mantine-dialogs.js';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { Message } from '../api/shapes.js';
import classes from './chat.module.css';

type Props = { message: Message; number: number; onClose: () => void };

/** Nothing of a chat is taken away by one slip: the customer may have seen it. */
export function DeleteDialog({ message, number, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => answerOf(api.DELETE('/messages/{id}', { params: { path: { id: message.id } } })),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['ticket', number], exact: true }),
  });
  return (
    <Modal opened onClose={onClose} title={t('chat.deleteTitle')} closeButtonProps={{ 'aria-label': t('chat.cancel') }}>
      <p className={classes.ask}>{t('chat.deleteText')}</p>
      <blockquote className={classes.quoted}>
        <bdi>{message.text || t('chat.withoutWords')}</bdi>
      </blockquote>
      {remove.error !== null && <ProblemNotice error={remove.error} />}
      <div className={classes.editButtons}>
        <Button className={classes.danger} loading={remove.isPending} onClick={() => remove.mutate()} data-autofocus>
          {t('chat.deleteNow')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('chat.cancel')}
        </Button>
      </div>
    </Modal>
  );
}
