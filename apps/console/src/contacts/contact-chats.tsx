import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { IconBan, IconBrandTelegram, IconPencilPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactChat } from '../api/shapes.js';
import { changeDraft } from '../composer/drafts.js';
import { inboxesQuery } from '../settings/inboxes/inbox-queries.js';
import { moment } from '../words/time.js';
import { useLocale } from '../words/use-locale.js';
import { useNow } from '../words/use-now.js';
import { withWords } from '../words/words.js';
import classes from './contact-panel.module.css';
import { contactQuery } from './contact-query.js';

const TelegramProofs = lazy(async () => ({ default: (await withWords('chat', import('./telegram-proofs.js'))).TelegramProofs }));

/** The chats of a contact with our bots: whether they can be written to there, and the ticket that is open. */
export function ContactChats({ contact }: { contact: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(contactQuery(contact));
  const { data: inboxes = [] } = useQuery(inboxesQuery);
  const bots = inboxes.some(({ channel, active }) => channel === 'telegram' && active);
  if (!data || (data.chats.length === 0 && !bots)) return null;
  return (
    <section className={classes.chats}>
      <h2 className={classes.heading}>{t('contact.chats')}</h2>
      {data.chats.length > 0 && (
        <ul className={classes.list}>
          {data.chats.map((chat) => (
            <li key={chat.conversation} className={classes.identity}>
              <IconBrandTelegram size={16} aria-hidden="true" />
              <bdi>{chat.inbox.name}</bdi>
              {chat.blockedAt && <Blocked since={chat.blockedAt} />}
              <OpenTicket chat={chat} />
              {!chat.blockedAt && !chat.ticket && <WriteInChat contact={data} chat={chat} />}
            </li>
          ))}
        </ul>
      )}
      {bots && (
        <Suspense>
          <TelegramProofs contact={contact} known={data.chats.length > 0} />
        </Suspense>
      )}
    </section>
  );
}

function Blocked({ since }: { since: string }) {
  const { t } = useTranslation();
  const at = moment(since, useNow(), useLocale());
  return (
    <span className={classes.blocked} title={t('contact.blockedSince', { at })}>
      <IconBan size={14} aria-hidden="true" /> {t('contact.blocked')}
    </span>
  );
}

/** Where the ticket is the one that one looks at, nothing needs to be said. */
function OpenTicket({ chat: { ticket } }: { chat: ContactChat }) {
  const { number } = useParams({ strict: false });
  if (!ticket || ticket.number === null || ticket.number === number) return null;
  return (
    <Link to="/tickets/$number" params={{ number: ticket.number }} search={(search) => search} className={classes.chatTicket}>
      #{ticket.number}
    </Link>
  );
}

function WriteInChat({ contact: { id, name }, chat }: { contact: Contact; chat: ContactChat }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const write = (): void => {
    changeDraft('new', () => ({ inbox: chat.inbox.id, partner: { id, name } }));
    void navigate({ to: '/tickets/new', search: (search) => search });
  };
  const label = t('contact.writeInChat', { inbox: chat.inbox.name });
  return (
    <ActionIcon size="sm" className={classes.write} onClick={write} aria-label={label} title={label}>
      <IconPencilPlus size={15} />
    </ActionIcon>
  );
}
