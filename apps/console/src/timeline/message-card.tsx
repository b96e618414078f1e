import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { AttachmentList } from './attachment-list.js';
import { DeliveryLine } from './delivery-line.js';
import classes from './message-card.module.css';
import { MessageBody } from './message-body.js';
import { MessageHead } from './message-head.js';
import { MessageRemarks } from './message-remarks.js';

/** What customer or organisation said. */
export function MessageCard({ message, number }: { message: Message; number: number }) {
  const { t } = useTranslation();
  const ours = message.kind !== 'inbound';
  return (
    <article
      className={classes.message}
      data-kind={message.kind}
      aria-label={t(ours ? 'timeline.replyBy' : 'timeline.messageBy', { name: message.author.name })}
    >
      <MessageHead message={message} />
      <MessageRemarks message={message} />
      <MessageBody message={message} />
      <AttachmentList attachments={message.attachments} />
      {message.delivery && <DeliveryLine message={message} delivery={message.delivery} number={number} />}
    </article>
  );
}
