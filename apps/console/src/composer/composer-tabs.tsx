import { UnstyledButton } from '@mantine/core';
import { IconMessageForward, IconNote } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Channel, TicketDetail } from '../api/shapes.js';
import { KeyHint } from '../keyboard/key-hint.js';
import { ChannelIcon } from '../tickets/channel-icon.js';
import classes from './composer.module.css';
import type { Mode } from './draft.js';

const MODES = ['reply', 'note'] as const;
const ICONS = { reply: IconMessageForward, note: IconNote } as const;

type Props = {
  ticket: TicketDetail;
  /** Where the answer goes, unless it goes by mail: then its recipients stand below. `title`: of a group. */
  chat: { readonly channel: Channel; readonly title: string | null } | null;
  mode: Mode;
  onMode: (mode: Mode) => void;
};

/** Reply or note. */
export function ComposerTabs({ ticket, chat, mode, onMode }: Props) {
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
      {mode === 'note' && <span className={classes.to}>{t('composer.noteSeen')}</span>}
      {mode === 'reply' && chat && <ChatPartner ticket={ticket} {...chat} />}
    </div>
  );
}

/** In a chat there is one whom the answer can go to: the customer, or all of a group. */
function ChatPartner({ ticket, channel, title }: { ticket: TicketDetail; channel: Channel; title: string | null }) {
  return (
    <span className={classes.to}>
      <ChannelIcon channel={channel} size={15} />
      <bdi>{title ?? ticket.contact.name}</bdi>
    </span>
  );
}
