import { Popover, Tooltip, UnstyledButton } from '@mantine/core';
import { IconInfoCircle, IconRobot, IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { Face } from '../people/face.js';
import { Moment } from '../words/ago.js';
import { MailFacts } from './mail-facts.js';
import classes from './message-head.module.css';
import { type Proof, proofOf } from './sender-proof.js';

/** Who, by which way, when; of a mail also its addresses and whether the sender is who the address says. */
export function MessageHead({ message, children }: { message: Message; children?: ReactNode }) {
  const { t } = useTranslation();
  const { author } = message;
  const proof = proofOf(message);
  return (
    <header className={classes.head}>
      {author.type === 'system' ? (
        <IconRobot size={18} aria-hidden="true" />
      ) : (
        <Face name={author.name} id={author.id ?? author.name} picture={author.picture} size={24} />
      )}
      <bdi className={classes.name}>{author.name || message.from?.address || t('tickets.unknownSender')}</bdi>
      {proof && <ProofMark proof={proof} />}
      {message.way !== 'console' && <span className={classes.way}>{t(`way.${message.way}`)}</span>}
      {message.edited && !children && <span className={classes.way}>{t('timeline.edited')}</span>}
      <Moment at={message.sourceAt ?? message.receivedAt} className={classes.at} />
      {message.from && (
        <Popover width={340} position="bottom-end">
          <Popover.Target>
            <UnstyledButton className={classes.info} aria-label={t('timeline.mailFacts')}>
              <IconInfoCircle size={16} />
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown>
            <MailFacts message={message} />
          </Popover.Dropdown>
        </Popover>
      )}
      {children}
    </header>
  );
}

const ICONS = { proved: IconShieldCheck, unproved: IconShieldQuestion, forged: IconShieldX } as const;

function ProofMark({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  const Icon = ICONS[proof];
  return (
    <Tooltip label={t(`proof.${proof}`)} multiline maw={280}>
      <span className={classes.proof} data-proof={proof} role="img" aria-label={t(`proof.${proof}`)}>
        <Icon size={16} aria-hidden="true" />
        {proof === 'unproved' && <span className={classes.unproved}>{t('proof.unprovedShort')}</span>}
      </span>
    </Tooltip>
  );
}
