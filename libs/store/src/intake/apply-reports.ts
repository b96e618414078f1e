import { afterFailedReply } from '@app/domain';
import type { Tx } from '../database/store.js';
import { announceStates } from '../sending/announce-states.js';
import { reportDeliveries, type DeliveryResult } from '../sending/report-deliveries.js';
import { noteUndeliverable } from '../sending/undeliverable.js';
import { changeStandings, lockTickets } from '../tickets/tickets.js';
import { addTicketEvents, SYSTEM, type TicketEvent } from '../tickets/timeline.js';
import { attributeReport, type Attributed } from './attribute-report.js';
import type { MailReport, ReportedRecipient } from './incoming.js';
import type { ReportedDelivery, ReportedMail } from './reported-mails.js';

type Judged = Attributed<ReportedDelivery> & { readonly report: MailReport; readonly deliveries: readonly ReportedDelivery[] };

/**
 * Writes what came back as the state of the deliveries that it belongs to: came back (and the ticket that waited is our turn again),
 * delayed, arrived, read. Whoever complains, or is not there, gets nothing automatic any more (`fail:L4`, `fail:L5`).
 *
 * Called by the normalizer with tickets that are locked.
 */
export async function applyReports(tx: Tx, reported: readonly ReportedMail[]): Promise<void> {
  if (reported.length === 0) return;
  const judged = reported.map((one) => ({ ...one, ...attributeReport(one.report, one.deliveries) }));
  await reportDeliveries(tx, resultsOf(judged));
  const found = judged.flatMap((one) => one.found);
  const dead = found.filter(({ reported: one }) => one.outcome === 'failed' && one.isDead);
  await noteUndeliverable(
    tx,
    dead.map(({ delivery }) => delivery.recipient),
    'bounce',
  );
  await noteUnattributed(tx, judged);
  await noteComplaints(
    tx,
    judged.filter(({ report }) => report.complaint !== null),
  );
}

/** One for each delivery: of several reports in a batch the one that says most. */
function resultsOf(judged: readonly Judged[]): DeliveryResult[] {
  const results = new Map<string, DeliveryResult>();
  for (const { delivery, reported } of judged.flatMap((one) => one.found)) {
    const result = resultOf(delivery.id, reported);
    const before = results.get(delivery.id);
    if (result && (!before || SAYS_MORE.indexOf(result.state) >= SAYS_MORE.indexOf(before.state))) results.set(delivery.id, result);
  }
  return [...results.values()];
}

const SAYS_MORE: readonly DeliveryResult['state'][] = ['delayed', 'relayed', 'delivered', 'read', 'bounced'];

function resultOf(id: string, { outcome, reason }: ReportedRecipient): DeliveryResult | null {
  switch (outcome) {
    case 'failed':
      return { id, state: 'bounced', reason: reason ?? { code: 'mail-bounced-unexplained', params: {} } };
    case 'delayed':
      return { id, state: 'delayed', reason: reason ?? { code: 'mail-delayed', params: {} } };
    case 'complained':
      return null;
    case 'relayed':
    case 'delivered':
    case 'read':
      return { id, state: outcome };
  }
}

/** Of one report: what a list with thousands of members could not deliver must not bury the conversation. */
const MOST_UNATTRIBUTED = 10;

/** A mail that did not reach one of several, and nobody says whom: the agent has to look. */
async function noteUnattributed(tx: Tx, judged: readonly Judged[]): Promise<void> {
  const failed = judged.flatMap(({ unknown, deliveries: [delivery] }) => {
    // Those without a name first: somebody of ours may be meant.
    const some = unknown.filter(({ outcome }) => outcome === 'failed').sort((a, b) => a.names.length - b.names.length);
    return delivery ? some.slice(0, MOST_UNATTRIBUTED).map((reported) => ({ delivery, reported })) : [];
  });
  if (failed.length === 0) return;
  const tickets = await lockTickets(
    tx,
    failed.map(({ delivery }) => delivery.ticketId),
  );
  await addTicketEvents(
    tx,
    failed.map(({ delivery, reported: { names, reason } }): TicketEvent => {
      const params = { ...reason?.params, address: names[0] ?? null, message: delivery.messageId, reason: reason?.code ?? null };
      return { ticketId: delivery.ticketId, code: 'bounce-unattributed', params, actor: SYSTEM };
    }),
  );
  // Named is somebody behind a recipient of ours, who may have got it.
  const ours = new Set(
    failed.flatMap(({ delivery, reported }) => (reported.names.length === 0 && delivery.kind === 'reply' ? delivery.ticketId : [])),
  );
  await changeStandings(
    tx,
    [...ours].flatMap((id) => {
      const ticket = tickets.get(id);
      return ticket ? { ticket, to: afterFailedReply(ticket), actor: SYSTEM } : [];
    }),
  );
  await announceStates(
    tx,
    failed.map(({ delivery }) => delivery.messageId),
  );
}

async function noteComplaints(tx: Tx, complaints: readonly Judged[]): Promise<void> {
  if (complaints.length === 0) return;
  const mails = complaints.flatMap(({ report, found, deliveries: [delivery] }) => (delivery ? [{ report, found, delivery }] : []));
  await noteUndeliverable(
    tx,
    mails.flatMap(({ found }) => found.map(({ delivery }) => delivery.recipient)),
    'complaint',
  );
  await lockTickets(
    tx,
    mails.map(({ delivery }) => delivery.ticketId),
  );
  await addTicketEvents(
    tx,
    mails.map(({ report, found: [first], delivery }) => ({
      ticketId: delivery.ticketId,
      code: 'complaint',
      params: { type: report.complaint, address: first?.delivery.recipient ?? null, message: delivery.messageId },
      actor: SYSTEM,
    })),
  );
  await announceStates(
    tx,
    mails.map(({ delivery }) => delivery.messageId),
  );
}
