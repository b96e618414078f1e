import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/shapes.js';
import { fetchChat } from '../chat/chat-chunk.js';
import { DeliveryLine } from './delivery-line.js';
import classes from './message-card.module.css';
import { MessageContent } from './message-content.js';
import { MessageHead } from './message-head.js';
import { VisitorPage } from './visitor-page.js';

const ChatContent = lazy(async () => ({ default: (await fetchChat()).ChatContent }));
const ChatTools = lazy(async () => ({ default: (await fetchChat()).ChatTools }));

type Props = {
  message: Message;
  number: number;
  /** By the channel of its conversation: messages of Telegram answer each other, change, and have buttons. */
  as: 'mail' | 'chat' | 'telegram';
  /** Where the visitor was, unless that is known from before; null: nothing of the kind. */
  page: string | null;
};

/** What customer or organisation said, by mail or in a chat. */
export function MessageCard({ message, number, as, page }: Props) {
  const { t } = useTranslation();
  const ours = message.kind !== 'inbound';
  return (
    <article
      id={message.id}
      tabIndex={-1}
      className={classes.message}
      data-kind={message.kind}
      aria-label={t(ours ? 'timeline.replyBy' : 'timeline.messageBy', { name: message.author.name })}
    >
      <MessageHead message={message}>
        {as === 'telegram' && (
          <Suspense>
            <ChatTools message={message} number={number} />
          </Suspense>
        )}
      </MessageHead>
      {page !== null && <VisitorPage page={page} />}
      {as !== 'mail' ? (
        <Suspense fallback={<MessageContent message={message} />}>
          <ChatContent message={message} number={number} />
        </Suspense>
      ) : (
        <MessageContent message={message} />
      )}
      {message.delivery && <DeliveryLine message={message} delivery={message.delivery} number={number} />}
    </article>
  );
}
