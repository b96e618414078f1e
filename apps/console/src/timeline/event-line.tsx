import { Link } from '@tanstack/react-router';
import type { TicketEvent } from '../api/shapes.js';
import { Moment } from '../words/ago.js';
import classes from './event-line.module.css';
import { ticketMention } from './ticket-mention.js';

/** What happened, in the server's words. */
export function EventLine({ event }: { event: TicketEvent }) {
  return (
    <p className={classes.event}>
      <bdi>
        <Words event={event} />
      </bdi>{' '}
      <Moment at={event.at} className={classes.at} />
    </p>
  );
}

/** A ticket that is named leads there. */
function Words({ event: { text, params } }: { event: TicketEvent }) {
  const named = ticketMention(text, params.number);
  if (named === null) return text;
  return (
    <>
      {named.before}
      <Link to="/tickets/$number" params={{ number: Number(params.number) }} search={(search) => search} className={classes.ticket}>
        {named.mention}
      </Link>
      {named.after}
    </>
  );
}
