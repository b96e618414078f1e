import { ActionIcon, CloseButton } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconArrowLeft, IconMailOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../api/problem-notice.js';
import { useAction } from '../keyboard/keyboard.js';
import { TicketSkeleton } from '../tickets/ticket-skeleton.js';
import { NewMessageForm } from './new-message-form.js';
import classes from './new-message.module.css';
import { useWritableInboxes } from './use-writable-inboxes.js';

/** Where an agent writes to a customer first. What is begun stays a draft. */
export function NewMessagePage(): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { inboxes, isPending, error, retry } = useWritableInboxes();
  const close = (): void => void navigate({ to: '/tickets', search: (search) => search });
  useAction('back', close);
  return (
    <div className={classes.page}>
      <title>{`${t('newMessage.title')} · Otklik`}</title>
      <header className={classes.header}>
        <ActionIcon
          renderRoot={(props) => <Link to="/tickets" search={(search) => search} {...props} />}
          className={classes.back}
          aria-label={t('action.back')}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <h1>{t('newMessage.title')}</h1>
        <CloseButton className={classes.close} onClick={close} aria-label={t('newMessage.close')} title={t('newMessage.closeHint')} />
      </header>
      {isPending && <TicketSkeleton />}
      {error !== null && (
        <div className={classes.problem}>
          <ProblemNotice error={error} onRetry={retry} />
        </div>
      )}
      {!isPending && error === null && inboxes.length === 0 && (
        <div className={classes.none}>
          <IconMailOff size={36} stroke={1.2} aria-hidden="true" />
          <p>{t('newMessage.noInbox')}</p>
          <p>{t('newMessage.noInboxHint')}</p>
        </div>
      )}
      {inboxes.length > 0 && <NewMessageForm inboxes={inboxes} />}
    </div>
  );
}
