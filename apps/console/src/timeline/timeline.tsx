import { useTranslation } from 'react-i18next';
import type { TicketDetail, TimelineItem } from '../api/shapes.js';
import { EarlierButton } from './earlier-button.js';
import { EventLine } from './event-line.js';
import { MessageCard } from './message-card.js';
import { NoteCard } from './note-card.js';
import classes from './timeline.module.css';
import { ToEndButton } from './to-end-button.js';
import { useStickToEnd } from './use-stick-to-end.js';

/** Everything that was said, noted and done, oldest first. */
export function Timeline({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation();
  const { scroll, content, atEnd, toEnd } = useStickToEnd();
  return (
    <div className={classes.frame}>
      {/* Reachable by keyboard: a ticket of messages without links could not be scrolled otherwise. */}
      <div className={classes.scroll} ref={scroll} tabIndex={0} role="log" aria-label={t('timeline.label')}>
        <div className={classes.content} ref={content}>
          {ticket.timelinePrevious && <EarlierButton number={ticket.number} before={ticket.timelinePrevious} />}
          {ticket.timeline.map((item) => (
            <Item key={item.id} item={item} number={ticket.number} />
          ))}
        </div>
      </div>
      {!atEnd && <ToEndButton last={ticket.timeline.at(-1)} onClick={toEnd} />}
    </div>
  );
}

function Item({ item, number }: { item: TimelineItem; number: number }) {
  if (item.type === 'message') return <MessageCard message={item} number={number} />;
  return item.type === 'note' ? <NoteCard note={item} /> : <EventLine event={item} />;
}
