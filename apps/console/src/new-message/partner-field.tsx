import '../look/mantine-fields.js';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client.js';
import type { Contact, ContactChat } from '../api/shapes.js';
import { BlockedNotice } from '../chat-answer/blocked-notice.js';
import { changeDraft } from '../composer/drafts.js';
import classes from './new-message.module.css';
import type { Partner } from '../composer/draft.js';

const PAUSE_MS = 200;
const MOST = 20;

type Props = { inbox: string; partner: Partner | null; chat: ContactChat | null };

/** With whom a chat is started: a bot can write only to those who have written to it. */
export function PartnerField({ inbox, partner, chat }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data = [], isFetched } = useQuery({
    queryKey: ['contacts', 'chats', asked] as const,
    queryFn: ({ signal }) => answerOf(api.GET('/contacts', { params: { query: { limit: MOST, ...(asked ? { q: asked } : {}) } }, signal })),
    select: ({ data: contacts }) => contacts,
    placeholderData: keepPreviousData,
  });
  const known = data.filter((contact) => chatIn(contact, inbox) !== null).map(({ id, name }) => ({ value: id, label: name || id }));
  const chosen = partner && !known.some(({ value }) => value === partner.id) ? [{ value: partner.id, label: partner.name }] : [];
  return (
    <>
      <div className={classes.row}>
        <span className={classes.label}>{t('mail.to')}</span>
        <Select
          size="xs"
          aria-label={t('newMessage.contact')}
          placeholder={t('newMessage.findContact')}
          data={[...chosen, ...known]}
          value={partner?.id ?? null}
          onChange={(id, option) => changeDraft('new', () => ({ partner: id === null ? null : { id, name: option?.label ?? id } }))}
          // The server has found them, by more than what stands in the label.
          filter={({ options }) => options}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          nothingFoundMessage={isFetched ? t('newMessage.noChat') : undefined}
          autoFocus={partner === null}
        />
      </div>
      {chat?.ticket && (
        <p className={classes.hint} role="status">
          {t(chat.ticket.number === null ? 'newMessage.elsewhere' : 'newMessage.chatLive')}{' '}
          {chat.ticket.number !== null && (
            <Link to="/tickets/$number" params={{ number: chat.ticket.number }} search={(search) => search}>
              {t('newMessage.openTicket', { number: chat.ticket.number })}
            </Link>
          )}
        </p>
      )}
      {chat?.blockedAt && <BlockedNotice since={chat.blockedAt} />}
    </>
  );
}

export function chatIn({ chats }: Contact, inbox: string): ContactChat | null {
  return chats.find((chat) => chat.inbox.id === inbox) ?? null;
}
