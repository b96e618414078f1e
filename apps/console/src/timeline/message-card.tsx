import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { AttachmentList } from './attachment-list.js';
import { BodyLinks } from './body-links.js';
import { listedFiles, useBodyView } from './body-view.js';
import { DeliveryLine } from './delivery-line.js';
import classes from './message-card.module.css';
import { MessageBody } from './message-body.js';
import { MessageHead } from './message-head.js';
import { MessageRemarks } from './message-remarks.js';
import { RecipientsLine } from './recipients-line.js';

/** What customer or organisation said. */
export function MessageCard({ message, number }: { message: Message; number: number }) {
  const { t } = useTranslation();
  const view = useBodyView(message);
  const ours = message.kind !== 'inbound';
  return (
    <article
      className={classes.message}
      data-kind={message.kind}
      aria-label={t(ours ? 'timeline.replyBy' : 'timeline.messageBy', { name: message.author.name })}
    >
      <MessageHead message={message} />
      <RecipientsLine message={message} />
      <MessageRemarks message={message} />
      <MessageBody message={message} view={view} />
      <AttachmentList attachments={listedFiles(message, view)} />
      <BodyLinks message={message} view={view} />
      {message.delivery && <DeliveryLine message={message} delivery={message.delivery} number={number} />}
    </article>
  );
}
