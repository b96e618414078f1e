import { UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { toast } from '../look/toast.js';
import { showMessage } from '../timeline/show-message.js';
import { ticketQueryOptions } from '../tickets/ticket-queries.js';
import classes from './chat.module.css';

/** What a message answers: leads there, where it is one that we know. */
export function QuotedMessage({ answers: { message, text }, number }: { answers: NonNullable<Message['answers']>; number: number }) {
  const { t } = useTranslation();
  const ticket = useQueryClient().getQueryData(ticketQueryOptions(number).queryKey);
  const known = ticket?.timeline.find((item) => item.id === message);
  const words = text || (known?.type === 'message' && known.text) || t('chat.withoutWords');
  if (message === null) {
    return (
      <blockquote className={classes.quoted} aria-label={t('chat.quoted')}>
        <bdi>{words}</bdi>
      </blockquote>
    );
  }
  const show = (): void => {
    if (!showMessage(message)) void toast({ id: `above:${message}`, message: t('chat.furtherUp') });
  };
  return (
    <UnstyledButton className={classes.quoted} onClick={show} title={t('chat.showQuoted')} aria-label={`${t('chat.showQuoted')}: ${words}`}>
      <bdi>{words}</bdi>
    </UnstyledButton>
  );
}
