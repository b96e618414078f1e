import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconArrowLeft, IconLayoutSidebarRight, IconLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketDetail } from '../api/shapes.js';
import { AssignMenu } from './assign-menu.js';
import { ChannelIcon } from './channel-icon.js';
import { ChatFact } from './chat-fact.js';
import { PriorityMenu } from './priority-menu.js';
import { SolveButton } from './solve-button.js';
import { StateBadge } from './state-badge.js';
import { TagEditor } from './tag-editor.js';
import classes from './ticket-header.module.css';
import { TicketMenu } from './ticket-menu.js';

type Props = { ticket: TicketDetail; panelOpen: boolean; onPanel: () => void };

/** What the ticket is, whose it is, and what can be done with it. */
export function TicketHeader({ ticket, panelOpen, onPanel }: Props) {
  const { t } = useTranslation();
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <ActionIcon
          renderRoot={(props) => <Link to="/tickets" search={(search) => search} {...props} />}
          className={classes.back}
          aria-label={t('action.back')}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <h1 className={classes.subject}>
          <bdi>{ticket.subject || t('tickets.noSubject')}</bdi>
        </h1>
        <SolveButton ticket={ticket} />
        <Tooltip label={t('ticket.panel')}>
          <ActionIcon
            onClick={onPanel}
            aria-label={t('ticket.panel')}
            aria-expanded={panelOpen}
            data-active={panelOpen || undefined}
            className={classes.toggle}
          >
            <IconLayoutSidebarRight size={19} />
          </ActionIcon>
        </Tooltip>
        <TicketMenu ticket={ticket} />
      </div>
      <div className={classes.facts}>
        <NumberLink number={ticket.number} />
        <StateBadge state={ticket.state} />
        <ChannelIcon channel={ticket.channel} />
        <span className={classes.inbox}>{ticket.inbox.name}</span>
        <ChatFact ticket={ticket} />
        <AssignMenu ticket={ticket} />
        <PriorityMenu ticket={ticket} />
        <TagEditor ticket={ticket} />
      </div>
    </header>
  );
}

function NumberLink({ number }: { number: number }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={`${location.origin}/tickets/${number}`}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('ticket.copied') : t('ticket.copyLink')}>
          <button type="button" className={classes.number} onClick={copy} aria-label={t('ticket.copyLinkOf', { number })}>
            #{number}
            <IconLink size={13} aria-hidden="true" />
          </button>
        </Tooltip>
      )}
    </CopyButton>
  );
}
