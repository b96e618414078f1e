import type { Ticket } from '@app/contracts';
import type { Words } from '@app/service';
import type { TicketView } from '@app/store';
import { inWords } from '../http/in-words.js';

export function ticketAnswer(view: TicketView, catalog: Words): Ticket {
  return {
    ...view,
    snoozedUntil: view.snoozedUntil?.toISOString() ?? null,
    onHoldUntil: view.onHoldUntil?.toISOString() ?? null,
    createdAt: view.createdAt.toISOString(),
    lastMessageAt: view.lastMessageAt.toISOString(),
    waitingSince: view.waitingSince?.toISOString() ?? null,
    assignmentReason: inWords(view.assignmentReason, catalog),
  };
}
