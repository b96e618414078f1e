import { useTranslation } from 'react-i18next';
import type { Message, TicketDetail, TimelineItem } from '../api/shapes.js';
import { conversationOf } from '../chat/is-chat.js';
import { AutoCard, isByMachine } from './auto-card.js';
import { EarlierButton } from './earlier-button.js';
import { EventLine } from './event-line.js';
import { MessageCard } from './message-card.js';
import { NoteCard } from './note-card.js';
import classes from './timeline.module.css';
import { ToEndButton } from './to-end-button.js';
import { useStickToEnd } from './use-stick-to-end.js';
import { newPages } from './visitor-pages.js';

/** Everything that was said, noted and done, oldest first. */
export function Timeline({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const { scroll, content, atEnd, toEnd } = useStickToEnd();
  const pages = newPages(ticket.timeline);
  return (
    <div className={classes.frame}>
      {/* Reachable by keyboard: a ticket of messages without links could not be scrolled otherwise. */}
      <div className={classes.scroll} ref={scroll} tabIndex={0} role="log" aria-label={t('timeline.label')}>
        <div className={classes.content} ref={content}>
          {ticket.timelinePrevious && <EarlierButton number={ticket.number} before={ticket.timelinePrevious} />}
          {ticket.timeline.map((item) => (
            <Item key={item.id} item={item} ticket={ticket} page={pages.get(item.id) ?? null} />
          ))}
        </div>
      </div>
      {!atEnd && <ToEndButton last={ticket.timeline.at(-1)} onClick={toEnd} />}
    </div>
  );
}

type Props = { item: TimelineItem; ticket: TicketDetail; page: string | null };

function Item({ item, ticket, page }: Props) {
  const { number } = ticket;
  if (item.type === 'message')
    return isByMachine(item) ? (
      <AutoCard message={item} number={number} />
    ) : (
      <MessageCard message={item} number={number} as={lookOf(ticket, item)} page={page} />
    );
  return item.type === 'note' ? <NoteCard note={item} /> : <EventLine event={item} />;
}

function lookOf(ticket: TicketDetail, message: Message): 'mail' | 'chat' | 'telegram' {
  const channel = conversationOf(ticket, message)?.channel;
  if (channel === 'telegram') return 'telegram';
  return channel === 'webchat' ? 'chat' : 'mail';
}
