import { FilesWanted, MessageAdded, MessageChanged } from '@app/contracts';
import { randomUUIDv7 as newId } from 'node:crypto';
import { insertBlobs } from '../files/blobs.js';
import type { Tx } from '../database/store.js';
import { changeStandings, lockTickets, type TicketRow } from '../tickets/tickets.js';
import type { Actor } from '../tickets/timeline.js';
import { noteForwards } from './agent-forwards.js';
import { noteAlsoSent } from './also-sent.js';
import { reportBounces } from './bounces.js';
import { findContacts, type ContactOf } from './contacts.js';
import { findChats, insertConversations, lockConversations, type NewConversation, pointToTickets } from './conversations.js';
import type { Incoming, IncomingEdit, IncomingMessage } from './incoming.js';
import { insertMailIds } from './mail-ids.js';
import { findMailThreads, type MailThreads } from './mail-threads.js';
import { noteMayBelong } from './may-belong-to.js';
import { attachFiles, blobsOf, drawPositions, editMessages, insertInbound, type PlacedMessage, type Whereabouts } from './messages.js';
import { insertTickets, noteArrivals } from './new-tickets.js';
import { noteParticipants } from './participants.js';
import { isHistoric, Placement, type LocatedMessage } from './placement.js';
import { enterReceived, noteOutcomes, type Fresh } from './received.js';

/**
 * Takes in a batch, in the order given, once: what is in the ledger already changes nothing.
 *
 * Statements are counted by the batch, not by the message. Locks: ledger, identities, conversations, tickets, then the bus.
 *
 * Called by the normalizer, in one transaction a batch.
 */
export async function takeIn(tx: Tx, batch: readonly Incoming[]): Promise<void> {
  const fresh = await enterReceived(
    tx,
    batch.map((incoming) => ({ messageId: newId(), incoming })),
  );
  const messages = fresh.filter(isMessage);
  const originals = await takeMessages(tx, messages);
  await takeEdits(tx, fresh.filter(isEdit));
  const others = [
    ...originals,
    ...fresh.flatMap((item) => (item.incoming.kind === 'other' ? [{ item, outcome: item.incoming.outcome, messageId: null }] : [])),
  ];
  await insertBlobs(
    tx,
    others.map(({ item }) => item.incoming.raw),
  );
  await noteOutcomes(tx, others);
}

type Outcome = { item: Fresh; outcome: string; messageId: string | null };

/** @returns those that became no message of their own: copies, our own mails, reports on nothing that we know */
async function takeMessages(tx: Tx, all: readonly Fresh<IncomingMessage>[]): Promise<readonly Outcome[]> {
  if (all.length === 0) return [];
  const threads = await findMailThreads(
    tx,
    all.filter(({ incoming }) => incoming.place.kind === 'thread'),
  );
  const mails = new Map(threads.located.map((one) => [one.item.messageId, one]));
  const messages = all.flatMap((item) => (item.incoming.place.kind === 'chat' ? [item] : (mails.get(item.messageId)?.item ?? [])));
  const contactOf = await findContacts(
    tx,
    messages.flatMap(({ messageId, incoming }) => (mails.get(messageId)?.located.isReport ? [] : [incoming])),
  );
  const chats = await findChats(
    tx,
    messages.flatMap(({ incoming }) => chatOf(incoming, contactOf)),
  );
  const located = messages.map((item) => {
    const { incoming } = item;
    const whereabouts = mails.get(item.messageId)?.located ?? inChat(chats, incoming);
    const contactId = whereabouts.isReport ? null : contactOf(incoming.channel, incoming.sender.address);
    return { ...item, ...whereabouts, contactId, openedBy: openerOf(threads, item) };
  });
  await place(tx, located, {
    threads,
    started: threads.added.started.map(({ id, inboxId, sender }) => ({
      id,
      inboxId,
      externalKey: newId(),
      contactId: contactOf('email', sender.address),
    })),
  });
  return threads.outcomes;
}

function chatOf(
  { inboxId, place, channel, sender }: IncomingMessage,
  contactOf: ContactOf,
): Omit<NewConversation, 'id' | 'currentTicketId'>[] {
  return place.kind === 'chat' ? [{ inboxId, externalKey: place.externalKey, contactId: contactOf(channel, sender.address) }] : [];
}

function inChat(chats: ReadonlyMap<string, string>, { inboxId, place, isAutomatic }: IncomingMessage): Whereabouts {
  const conversationId = place.kind === 'chat' ? chats.get(`${inboxId} ${place.externalKey}`) : undefined;
  if (conversationId === undefined) throw new Error('A chat has no conversation after it was made.');
  return { conversationId, part: 'participant', answerTo: null, isAutomatic, isReport: false, repeatsId: false, cameFrom: null };
}

function openerOf({ forwarders }: MailThreads, { messageId }: Fresh): Actor | null {
  const agentId = forwarders.get(messageId)?.agentId;
  return agentId === undefined ? null : { type: 'agent', id: agentId };
}

async function place(
  tx: Tx,
  located: readonly LocatedMessage[],
  { threads, started }: { threads: MailThreads; started: readonly Omit<NewConversation, 'currentTicketId'>[] },
): Promise<void> {
  if (located.length === 0) return;
  const isNew = new Set(started.map((one) => one.id));
  const conversations = await lockConversations(
    tx,
    located.map((one) => one.conversationId).filter((id) => !isNew.has(id)),
  );
  const tickets = await lockTickets(tx, [
    ...[...conversations.values()].flatMap((one) => one.currentTicketId ?? []),
    ...[...threads.alsoSent.values()].flatMap((others) => others.map((other) => other.ticketId)),
  ]);
  const placement = new Placement(conversations, tickets);
  const ticketIds = located.map((one) => placement.place(one));
  // That a ticket was opened stands before its first message.
  const openings = await drawPositions(tx, placement.opened.length);
  const positions = await drawPositions(tx, located.length);
  const placed = located.map((one, n) => {
    const ticketId = ticketIds[n] ?? '';
    return { ...one, ticketId, ticketVersion: isHistoric(one) ? null : versionWith(tickets.get(ticketId)), position: positions[n] ?? '' };
  });
  const opened = await insertTickets(tx, placement.opened, { openings, placed });
  await insertConversations(
    tx,
    started.map((one) => ({ ...one, currentTicketId: placement.pointers.get(one.id) ?? null })),
  );
  await pointToTickets(
    tx,
    [...placement.pointers].filter(([id]) => !isNew.has(id)),
  );
  await insertBlobs(tx, blobsOf(placed));
  await insertInbound(tx, placed);
  await insertMailIds(tx, threads.added.ids);
  await noteParticipants(tx, threads.added.participants);
  await attachFiles(tx, placed);
  await noteArrivals(
    tx,
    placed.filter((one) => tickets.has(one.ticketId)),
  );
  // After the arrivals have raised their versions: what is announced is the last one.
  await changeStandings(tx, placement.changes);
  const named = new Map([...tickets, ...opened]);
  for (const one of placed) announce(tx, one, named.get(one.ticketId));
  await noteWhatElse(tx, { placed, opened, threads, named });
}

/** Of a locked ticket; a ticket that its first messages open has version 1. */
function versionWith(ticket: TicketRow | undefined): number {
  return (ticket?.version ?? 0) + 1;
}

/** What the timeline says beside the messages: notes, related tickets, deliveries that came back. */
async function noteWhatElse(
  tx: Tx,
  {
    placed,
    opened,
    threads,
    named,
  }: {
    placed: readonly PlacedMessage[];
    opened: ReadonlyMap<string, unknown>;
    threads: MailThreads;
    named: ReadonlyMap<string, { number: number }>;
  },
): Promise<void> {
  const numbers = new Map([...named].map(([id, ticket]) => [id, ticket.number]));
  await noteForwards(tx, placed, threads.forwarders);
  await noteAlsoSent(tx, placed, threads.alsoSent, numbers);
  await noteMayBelong(
    tx,
    placed.filter((one) => opened.has(one.ticketId)),
  );
  await reportBounces(tx, placed);
}

function announce(tx: Tx, one: PlacedMessage, ticket: { id: string; number: number; teamId: string } | undefined): void {
  if (!ticket) throw new Error('A message was placed on a ticket that is not there.');
  if (isHistoric(one)) return;
  const { messageId, conversationId, incoming } = one;
  const named = { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId };
  tx.outbox.add(MessageAdded, { ...named, messageId, conversationId, inboxId: incoming.inboxId, kind: 'inbound' });
  if (incoming.files.some((file) => file.kind === 'waiting')) tx.outbox.add(FilesWanted, { inboxId: incoming.inboxId, messageId });
}

/** An edit of a message that is not here (before the bot was ours) is kept beside the ledger. */
async function takeEdits(tx: Tx, edits: readonly Fresh<IncomingEdit>[]): Promise<void> {
  if (edits.length === 0) return;
  const rows = await tx.query<{ inboxId: string; externalId: string; messageId: string; ticketId: string }>(
    `select r.inbox_id as "inboxId", r.external_id as "externalId", m.id as "messageId", m.ticket_id as "ticketId"
     from unnest($1::uuid[], $2::text[]) as w(inbox_id, external_id)
     join received r on r.inbox_id = w.inbox_id and r.external_id = w.external_id
     join messages m on m.id = r.message_id`,
    [edits.map(({ incoming }) => incoming.inboxId), edits.map(({ incoming }) => incoming.of)],
  );
  const found = new Map(rows.map((row) => [`${row.inboxId} ${row.externalId}`, row]));
  const tickets = await lockTickets(
    tx,
    rows.map((row) => row.ticketId),
  );
  const outcomes: Outcome[] = [];
  for (const item of edits) {
    const target = found.get(`${item.incoming.inboxId} ${item.incoming.of}`);
    const ticket = target && tickets.get(target.ticketId);
    outcomes.push({ item, outcome: target ? 'edit' : 'edit-of-unknown', messageId: target?.messageId ?? null });
    if (!target || !ticket) continue;
    await editMessages(tx, [{ messageId: target.messageId, text: item.incoming.text, html: item.incoming.html }]);
    tx.outbox.add(MessageChanged, { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, messageId: target.messageId });
  }
  await insertBlobs(
    tx,
    outcomes.map(({ item }) => item.incoming.raw),
  );
  await noteOutcomes(tx, outcomes);
}

const isMessage = (item: Fresh): item is Fresh<IncomingMessage> => item.incoming.kind === 'message';
const isEdit = (item: Fresh): item is Fresh<IncomingEdit> => item.incoming.kind === 'edit';
