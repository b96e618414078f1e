import type { DeliveryState } from '@app/domain';
import type { Tx } from '../database/store.js';
import type { IncomingMessage, MailReport } from './incoming.js';
import { isHistoric, type LocatedMessage } from './placement.js';

export type ReportedDelivery = {
  readonly id: string;
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly messageId: string;
  readonly ticketId: string;
  readonly kind: 'reply' | 'auto';
};

/** A report, and the deliveries of the mail of ours that it is about. */
export type ReportedMail = { readonly report: MailReport; readonly deliveries: readonly ReportedDelivery[] };

type Located = Pick<LocatedMessage, 'isReport' | 'conversationId'> & { readonly incoming: IncomingMessage };
type Asked = {
  readonly report: MailReport;
  /** Null: of another inbox. */
  readonly conversationId: string | null;
  readonly tokens: readonly string[];
};
type Row = ReportedDelivery & { readonly token: string; readonly conversationId: string };

/**
 * Finds the mails of ours that the reports of a batch are about. A batch without reports asks nothing.
 *
 * Only what names the mail by its random id is believed: a stranger can write a report, and cannot guess that (`fail:L4`).
 */
export function findReportedMails(tx: Tx, located: readonly Located[]): Promise<readonly ReportedMail[]> {
  return find(
    tx,
    located.flatMap((one) => (one.isReport ? askedBy(one) : [])),
  );
}

/** The same for reports that came to another inbox than the mail was sent from: they are part of no conversation. */
export function findMailsOfOtherInboxes(tx: Tx, reports: readonly IncomingMessage[]): Promise<readonly ReportedMail[]> {
  return find(
    tx,
    reports.flatMap((incoming) => askedBy({ incoming, conversationId: null })),
  );
}

async function find(tx: Tx, asked: readonly Asked[]): Promise<readonly ReportedMail[]> {
  if (asked.length === 0) return [];
  const rows = await tx.query<Row>(`${DELIVERIES} where m.reply_token = any($1) order by d.id`, [
    [...new Set(asked.flatMap(({ report }) => report.tokens))],
  ]);
  const exact = asked.map((one) => ({ ...one, deliveries: ofFirstKnown(one, rows) }));
  const newest = await newestInConversations(
    tx,
    exact.filter(({ deliveries }) => deliveries.length === 0),
  );
  return exact.flatMap(({ report, conversationId, deliveries }) => {
    if (deliveries.length > 0) return [{ report, deliveries }];
    const others = newest.get(conversationId ?? '') ?? [];
    // It is about a mail of this conversation, and only a name says of which.
    const named = { ...report, passed: [], recipients: report.recipients.filter(({ names }) => names.length > 0) };
    return others.length > 0 ? [{ report: named, deliveries: others }] : [];
  });
}

function askedBy({ conversationId, incoming }: Pick<Asked, 'conversationId'> & { readonly incoming: IncomingMessage }): Asked[] {
  const report = incoming.mail?.reported;
  if (!report || isHistoric({ incoming })) return [];
  return [{ report, conversationId, tokens: incoming.place.kind === 'thread' ? incoming.place.tokens : [] }];
}

const DELIVERIES = `select d.id, d.recipient, d.state, d.message_id as "messageId", d.ticket_id as "ticketId", m.kind,
  d.conversation_id as "conversationId", m.reply_token as token
  from messages m join deliveries d on d.message_id = m.id`;

function ofFirstKnown({ report, conversationId }: Asked, rows: readonly Row[]): readonly ReportedDelivery[] {
  const here = rows.filter((row) => conversationId === null || row.conversationId === conversationId);
  const token = report.tokens.find((one) => here.some((row) => row.token === one));
  return here.filter((row) => row.token === token);
}

/** What may still come back of conversations whose tokens the reports have (a relay gave the mail another id), the newest to each recipient. */
async function newestInConversations(tx: Tx, asked: readonly Asked[]): Promise<ReadonlyMap<string, readonly ReportedDelivery[]>> {
  const here = asked.filter((one) => one.conversationId !== null);
  const tokens = here.flatMap((one) => one.tokens);
  if (tokens.length === 0) return new Map();
  const rows = await tx.query<Row>(
    `${DELIVERIES} where m.conversation_id = any($1) and m.kind <> 'inbound'
       and d.state in ('sending', 'accepted', 'unknown', 'delivered')
       and exists (select from messages t where t.conversation_id = m.conversation_id and t.reply_token = any($2))
     order by m.position desc limit 1000`,
    [here.map((one) => one.conversationId), tokens],
  );
  const newest = [...Map.groupBy(rows, (row) => `${row.conversationId} ${row.recipient}`).values()].flatMap((same) => same.slice(0, 1));
  return Map.groupBy(newest, (row) => row.conversationId);
}
