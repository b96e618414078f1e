import { IconBan, IconBriefcase, IconSpeakerphone, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '../api/shapes.js';
import { chatsOf } from './chats-of.js';
import classes from './ticket-header.module.css';

const SIGNS = { group: IconUsers, channel: IconSpeakerphone, business: IconBriefcase } as const;
const WORDS = { group: 'ticket.group', channel: 'ticket.channelPosts', business: 'ticket.business' } as const;

/** What kind of chat a ticket is in, where it is not the customer's own with our bot; and that nothing can be sent there. */
export function ChatFact({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  return chatsOf(ticket).map(({ id, kind, title, topic, blocked }) => {
    const Icon = kind && SIGNS[kind];
    return (
      <span key={id} className={classes.chat}>
        {kind && Icon && (
          <span title={t(WORDS[kind])} role="img" aria-label={t(WORDS[kind])} className={classes.chatSign}>
            <Icon size={15} aria-hidden="true" />
          </span>
        )}
        {title && (
          <bdi title={topic?.title ? `${title} · ${topic.title}` : title}>
            {title}
            {topic !== null && ` · ${topic.title ?? t('ticket.topic', { topic: topic.number })}`}
          </bdi>
        )}
        {blocked && (
          <span className={classes.blocked}>
            <IconBan size={14} aria-hidden="true" /> {t('ticket.blocked')}
          </span>
        )}
      </span>
    );
  });
}
