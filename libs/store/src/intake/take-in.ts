import { FilesWanted, MessageAdded, MessageChanged } from '@app/contracts';
import { randomUUIDv7 as newId } from 'node:crypto';
import { insertBlobs } from '../files/blobs.js';
import { findContacts } from './contacts.js';
import { findChats, insertConversations, lockConversations, pointToTickets } from './conversations.js';
import type { Incoming, IncomingEdit, IncomingMessage } from './incoming.js';
import { insertTickets, noteArrivals } from './new-tickets.js';
import { attachFiles, blobsOf, drawPositions, editMessages, insertInbound, type PlacedMessage } from './messages.js';
import { Placement, type LocatedMessage } from './placement.js';
import { enterReceived, noteOutcomes, type Fresh } from './received.js';
import type { Tx } from '../database/store.js';
import { Threading } from './threading.js';
import { readThreads } from './threads.js';
import { changeStandings, lockTickets } from '../tickets/tickets.js';

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

/** @returns those that are copies of stored messages */
async function takeMessages(tx: Tx, all: readonly Fresh<IncomingMessage>[]): Promise<Outcome[]> {
  if (all.length === 0) return [];
  const threads = await readThreads(tx, all);
  const copies = all.flatMap((item) => {
    const messageId = threads.copyOf(item.incoming);
    return messageId === null ? [] : [{ item, outcome: 'copy', messageId }];
  });
  const isCopy = new Set<Fresh>(copies.map(({ item }) => item));
  const messages = all.filter((item) => !isCopy.has(item));
  const contactOf = await findContacts(
    tx,
    messages.map(({ incoming }) => incoming),
  );
  const chats = await findChats(
    tx,
    messages.flatMap(({ incoming }) =>
      incoming.place.kind === 'chat'
        ? [
            {
              inboxId: incoming.inboxId,
              externalKey: incoming.place.externalKey,
              contactId: contactOf(incoming.channel, incoming.sender.address),
            },
          ]
        : [],
    ),
  );
  const threading = new Threading(threads);
  const located = messages.map((item) => {
    const { incoming } = item;
    const contactId = contactOf(incoming.channel, incoming.sender.address);
    const thread = incoming.place.kind === 'chat' ? chatThread(chats, incoming) : threading.locate(item, contactId);
    return { ...item, contactId, ...thread };
  });
  await place(tx, located, threading.started);
  return copies;
}

function chatThread(
  chats: ReadonlyMap<string, string>,
  { inboxId, place }: IncomingMessage,
): { conversationId: string; isParticipant: boolean } {
  const conversationId = place.kind === 'chat' ? chats.get(`${inboxId} ${place.externalKey}`) : undefined;
  if (conversationId === undefined) throw new Error('A chat has no conversation after it was made.');
  return { conversationId, isParticipant: true };
}

async function place(tx: Tx, located: readonly LocatedMessage[], started: Threading['started']): Promise<void> {
  if (located.length === 0) return;
  const isNew = new Set(started.map((one) => one.id));
  const conversations = await lockConversations(
    tx,
    located.map((one) => one.conversationId).filter((id) => !isNew.has(id)),
  );
  const tickets = await lockTickets(
    tx,
    [...conversations.values()].flatMap((one) => one.currentTicketId ?? []),
  );
  const placement = new Placement(conversations, tickets);
  const ticketIds = located.map((one) => placement.place(one));
  // That a ticket was opened stands before its first message.
  const openings = await drawPositions(tx, placement.opened.length);
  const positions = await drawPositions(tx, located.length);
  const placed = located.map((one, n) => ({ ...one, ticketId: ticketIds[n] ?? '', position: positions[n] ?? '' }));
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
  await attachFiles(tx, placed);
  await changeStandings(tx, placement.changes);
  await noteArrivals(
    tx,
    placed.filter((one) => tickets.has(one.ticketId)),
  );
  const named = new Map([...tickets, ...opened]);
  for (const one of placed) announce(tx, one, named.get(one.ticketId));
}

function announce(tx: Tx, one: PlacedMessage, ticket: { id: string; number: number; teamId: string } | undefined): void {
  if (!ticket) throw new Error('A message was placed on a ticket that is not there.');
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
