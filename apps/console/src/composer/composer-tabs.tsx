import { UnstyledButton } from '@mantine/core';
import { IconMessageForward, IconNote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message, TicketDetail } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { ChannelIcon } from '../tickets/channel-icon.js';
import classes from './composer.module.css';
import type { Mode } from './drafts.js';

const MODES = ['reply', 'note'] as const;
const ICONS = { reply: IconMessageForward, note: IconNote } as const;

type Props = { ticket: TicketDetail; mode: Mode; onMode: (mode: Mode) => void };

/** Reply or note, and to whom the reply goes. */
export function ComposerTabs({ ticket, mode, onMode }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.tabs}>
      <div role="tablist" aria-label={t('composer.mode')}>
        {MODES.map((one) => {
          const Icon = ICONS[one];
          return (
            <KeyHint action={one} key={one}>
              <UnstyledButton role="tab" aria-selected={mode === one} className={classes.tab} onClick={() => onMode(one)}>
                <Icon size={16} aria-hidden="true" />
                {t(`composer.${one}`)}
              </UnstyledButton>
            </KeyHint>
          );
        })}
      </div>
      {mode === 'reply' ? <Recipient ticket={ticket} /> : <span className={classes.to}>{t('composer.noteSeen')}</span>}
    </div>
  );
}

/** The reply goes where the customer wrote last; by mail, to whom the server says: that need not be who wrote last. */
function Recipient({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const last = ticket.timeline.findLast((item): item is Message => item.type === 'message' && item.kind === 'inbound');
  const conversation = ticket.conversations.find((one) => one.id === last?.conversationId) ?? ticket.conversations.at(-1);
  const channel = conversation?.channel ?? ticket.channel;
  const addresses = conversation?.answersGoTo.map(({ address }) => address).join(', ') ?? '';
  return (
    <span className={classes.to}>
      <ChannelIcon channel={channel} size={15} />
      <bdi>{channel === 'email' ? addresses || t('tickets.unknownSender') : ticket.contact.name}</bdi>
    </span>
  );
}
