import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconRobot } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import classes from './auto-card.module.css';
import { DeliveryIcon } from './delivery-icon.js';
import { DeliveryLine } from './delivery-line.js';
import { isTroubled, summaryOf } from './delivery-state.js';
import { MessageContent } from './message-content.js';

/** Reports whose news stands at the reply that they are about. */
const REPORTS = new Set(['mail-automatic-bounce', 'mail-automatic-receipt']);

/** Nobody wrote it, and nobody needs to read it twice: what the product told the customer, what a mail server reports. */
export function isByMachine({ kind, remarks }: Message): boolean {
  return kind === 'auto' || (kind === 'inbound' && remarks.some(({ code }) => REPORTS.has(code)));
}

/** A message of a machine: one line, which opens. */
export function AutoCard({ message, number }: { message: Message; number: number }) {
  const { t } = useTranslation();
  const ours = message.kind === 'auto';
  const name = message.recap ? t(`timeline.recap.${message.recap}`) : t(ours ? 'timeline.automaticMessage' : 'timeline.report');
  const { delivery } = message;
  const [open, is] = useDisclosure(false);
  const shown = open || (delivery !== null && isTroubled(delivery.state));
  return (
    <article className={classes.auto} data-kind={message.kind} aria-label={name}>
      <UnstyledButton className={classes.line} aria-expanded={shown} onClick={is.toggle}>
        <IconRobot size={16} aria-hidden="true" />
        <span className={classes.kind}>{name}</span>
        {!shown && <bdi className={classes.preview}>{previewOf(message)}</bdi>}
        <Moment at={message.sourceAt ?? message.receivedAt} className={classes.at} />
        {delivery && !shown && (
          <span role="img" aria-label={t(`delivery.${summaryOf(delivery).state}`)} title={t(`delivery.${summaryOf(delivery).state}`)}>
            <DeliveryIcon state={summaryOf(delivery).state} size={14} />
          </span>
        )}
        <IconChevronDown size={14} aria-hidden="true" className={classes.chevron} />
      </UnstyledButton>
      {shown && (
        <div className={classes.body}>
          <MessageContent message={message} />
          {delivery && <DeliveryLine message={message} delivery={delivery} number={number} />}
        </div>
      )}
    </article>
  );
}

/** A mail that repeats the chat above says nothing new: to whom it went does. */
function previewOf({ kind, recap, to, text, subject }: Message): string | null {
  if (recap) return to.map(({ address }) => address).join(', ');
  return kind === 'auto' ? text : subject;
}
