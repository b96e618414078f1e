import { IconCheck, IconHourglass, IconInbox, IconLock, IconPlayerPause, IconStack2, IconUserQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketCounts } from '../api/shapes.js';
import { QUEUES, STATES, type ViewId } from '../tickets/views.js';
import { NavView } from './nav-view.js';

const ICONS: Record<ViewId, typeof IconInbox> = {
  mine: IconInbox,
  unassigned: IconUserQuestion,
  allOpen: IconStack2,
  pending: IconHourglass,
  onHold: IconPlayerPause,
  solved: IconCheck,
  closed: IconLock,
};

type Props = { counts: TicketCounts | undefined };

export function QueueLinks({ counts }: Props) {
  return <Links views={QUEUES} counts={counts} />;
}

export function StateLinks({ counts }: Props) {
  return <Links views={STATES} counts={counts} />;
}

function Links({ views, counts }: Props & { views: typeof QUEUES }) {
  const { t } = useTranslation();
  return views.map(({ id, search }) => {
    const Icon = ICONS[id];
    return (
      <NavView
        key={id}
        search={search}
        label={t(`view.${id}`)}
        icon={<Icon size={18} aria-hidden="true" />}
        count={counts && countOf(id, counts)}
        unread={id === 'mine' && (counts?.mineUnread ?? 0) > 0}
      />
    );
  });
}

/** Solved and closed tickets only ever grow in number: their count would say nothing. */
function countOf(view: ViewId, counts: TicketCounts): number {
  if (view === 'mine' || view === 'unassigned') return counts[view];
  if (view === 'allOpen') return counts.states.new + counts.states.open;
  if (view === 'pending') return counts.states.pending;
  return view === 'onHold' ? counts.states.on_hold : 0;
}
