import { VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem.js';
import { ProblemNotice } from '../api/problem-notice.js';
import type { TicketDetail } from '../api/shapes.js';
import { fetchComposer } from '../composer/composer-chunk.js';
import { ContactPanel } from '../contacts/contact-panel.js';
import { useAction } from '../keyboard/keyboard.js';
import { Timeline } from '../timeline/timeline.js';
import { ContactTyping } from './contact-typing.js';
import { useReadMark } from './read-mark.js';
import { TicketHeader } from './ticket-header.js';
import classes from './ticket-page.module.css';
import { ticketQueryOptions } from './ticket-queries.js';
import { UndeliveredBanner } from './undelivered-banner.js';
import { TicketSkeleton } from './ticket-skeleton.js';

const Composer = lazy(async () => ({ default: (await fetchComposer()).Composer }));

/** From this width on, who writes is shown beside what was written. */
const WIDE = '(min-width: 1380px)';

/** Links to files are good for five minutes: an open ticket with files gets new ones in time. */
const LINKS_LAST_MS = 4 * 60_000;

function hasFiles({ timeline }: TicketDetail): boolean {
  return timeline.some((item) => item.type === 'message' && item.attachments.length > 0);
}

export function TicketPage(): ReactElement {
  const { number } = useParams({ from: '/desk/tickets/$number' });
  const { data, error, isPending, refetch } = useQuery({
    ...ticketQueryOptions(number),
    refetchInterval: ({ state }) => (state.data && hasFiles(state.data) ? LINKS_LAST_MS : false),
  });
  const navigate = useNavigate();
  // Together with the ticket, and not after it.
  useEffect(() => void fetchComposer(), []);
  useAction('back', () => void navigate({ to: '/tickets', search: (search) => search }));
  if (isPending) return <TicketSkeleton />;
  if (!data) return <NoSuchTicket error={error} onRetry={() => void refetch()} />;
  // Another ticket is another page: nothing half-typed or half-opened may be carried over.
  return <OpenTicket key={number} ticket={data} />;
}

function OpenTicket({ ticket }: { ticket: TicketDetail }) {
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  const [panel, setPanel] = useState<boolean | null>(null);
  const { t } = useTranslation();
  const open = panel ?? wide;
  useReadMark(ticket);
  return (
    <div className={classes.page} data-panel={open ? 'open' : undefined}>
      <title>{`#${ticket.number} ${ticket.subject} · Otklik`}</title>
      <article className={classes.ticket} aria-label={t('ticket.label', { number: ticket.number })}>
        <TicketHeader ticket={ticket} panelOpen={open} onPanel={() => setPanel(!open)} />
        <UndeliveredBanner ticket={ticket} />
        <Timeline ticket={ticket} />
        <ContactTyping ticket={ticket} />
        <Suspense fallback={<div className={classes.composing} />}>
          <Composer ticket={ticket} />
        </Suspense>
      </article>
      {open && <ContactPanel ticket={ticket} onClose={() => setPanel(false)} />}
    </div>
  );
}

function NoSuchTicket({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { number } = useParams({ from: '/desk/tickets/$number' });
  const gone = asProblem(error).status === 404;
  return (
    <div className={classes.problem}>
      <VisuallyHidden component="h1">{t('ticket.label', { number })}</VisuallyHidden>
      <ProblemNotice error={error} {...(gone ? {} : { onRetry })} />
    </div>
  );
}
