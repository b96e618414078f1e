import type { TicketEvent } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import classes from './event-line.module.css';

/** What happened, in the server's words. */
export function EventLine({ event }: { event: TicketEvent }) {
  return (
    <p className={classes.event}>
      <bdi>{event.text}</bdi> <Moment at={event.at} className={classes.at} />
    </p>
  );
}
