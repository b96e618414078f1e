import { FilesWanted, MessageAdded } from '@app/contracts';
import { insertBlobs } from '../files/blobs.js';
import type { Tx } from '../database/store.js';
import { changeStandings, lockTickets, type TicketRow } from '../tickets/tickets.js';
import type { Arrived } from './acknowledgements.js';
import { noteForwards } from './agent-forwards.js';
import { noteAlsoSent } from './also-sent.js';
import { applyReports } from './apply-reports.js';
import { type AlbumPart, joinAlbums } from './chats/albums.js';
import { changeMessages } from './chats/change-messages.js';
import type { ChatMessage } from './chats/chat-message.js';
import type { ChatStandings } from './chats/chat-standings.js';
import { chatsRaced } from './chats/move-chat.js';
import {
  answersInAlbums,
  answersOf,
  conversationsOfChanged,
  inAlbums,
  NOBODY_ASKED,
  outcomesOf,
  partsOfFirstEdits,
} from './chats/outcomes.js';
import { readChatMessages } from './chats/read-chat-messages.js';
import type { LateAnswer, MessageChange } from './chats/message-change.js';
import type { SortedOut } from './chats/sort-out.js';
import { writeStandings } from './chats/standings.js';
import { keepWaiting } from './chats/waiting.js';
import {
  type ConversationRow,
  insertConversations,
  keepAbout,
  lockConversations,
  type NewConversation,
  pointRelatives,
  pointToTickets,
} from './conversations.js';
import { forgiveWriters } from './forgive-writers.js';
import { insertMailIds } from './mail-ids.js';
import type { MailThreads } from './mail-threads.js';
import { noteMayBelong } from './may-belong-to.js';
import { attachFiles, blobsOf, drawPositions, insertInbound, isOwn, type PlacedMessage } from './messages.js';
import { insertTickets, noteArrivals } from './new-tickets.js';
import { noteParticipants } from './participants.js';
import { isHistoric, Placement, type LocatedMessage } from './placement.js';
import { type Outcome, renameReceived } from './received.js';
import { findReportedMails, type ReportedMail } from './reported-mails.js';
import { tellStarts } from './started-with.js';

/** What comes with the messages of a batch. */
export type Around = {
  readonly sorted: SortedOut;
  readonly standings: ChatStandings;
  /** What topics are called from now on, by conversation. */
  readonly titles: ReadonlyMap<string, string>;
  readonly threads: MailThreads;
  /** Conversations that its mails begin. */
  readonly started: readonly Omit<NewConversation, 'currentTicketId'>[];
};

export type Taken = {
  /** Of those that became no message of their own: copies, our own mails, parts of albums, changes, reports on nothing that we know. */
  readonly outcomes: readonly Outcome[];
  /** Null: nothing. */
  readonly arrived: Arrived | null;
};

/** Puts messages whose conversations are known on tickets, and changes those that are here. Locks conversations, then tickets. */
export async function placeMessages(tx: Tx, all: readonly LocatedMessage[], around: Around): Promise<Taken> {
  const locked = await lockAll(tx, all, around);
  const placement = new Placement(locked.conversations, locked.tickets);
  const placed = await decide(tx, placement, locked, around);
  const opened = await write(tx, placed, { placement, locked, around });
  await noteWhatElse(tx, placed, { opened, locked, around });
  await writeStandings(tx, around.standings.changes(locked.conversations, placed.messages, placement));
  const here = new Set([...locked.changed.keys(), ...placed.messages.map((one) => one.messageId)]);
  const unasked = locked.located
    .filter((one) => !here.has(one.messageId))
    .map((item) => ({ item, outcome: NOBODY_ASKED, messageId: null }));
  return {
    arrived: placed.messages.length === 0 ? null : { placed: placed.messages, opened, forwarders: around.threads.forwarders },
    outcomes: [...unasked, ...outcomesOf(around.sorted, locked.parts, (id) => here.has(id))],
  };
}

/** All that a batch touches, and that nobody else changes until it is done. */
type Locked = {
  readonly conversations: ReadonlyMap<string, ConversationRow>;
  readonly tickets: ReadonlyMap<string, TicketRow>;
  /** Each album once. */
  readonly located: readonly LocatedMessage[];
  readonly parts: readonly AlbumPart[];
  readonly changes: readonly MessageChange[];
  readonly answers: readonly LateAnswer[];
  /** Those that change and were here before. */
  readonly changed: ReadonlyMap<string, ChatMessage>;
  readonly reported: readonly ReportedMail[];
};

/** @throws DeskError unavailable/chats-raced when a conversation went into another one meanwhile */
async function lockAll(tx: Tx, all: readonly LocatedMessage[], { sorted, standings, titles, threads, started }: Around): Promise<Locked> {
  const isNew = new Set(started.map((one) => one.id));
  const ids = [
    ...all.map((one) => one.conversationId).filter((id) => !isNew.has(id)),
    ...conversationsOfChanged(sorted),
    ...sorted.answers.map((answer) => answer.conversationId),
    ...standings.conversationIds,
    ...titles.keys(),
  ];
  const conversations = await lockConversations(tx, ids);
  if (ids.some((id) => !conversations.has(id))) throw chatsRaced();
  const { messages: located, parts } = await joinAlbums(tx, all);
  const changes = inAlbums(sorted.changes, parts);
  const changed = await readChatMessages(tx, [
    ...parts.flatMap((part) => (part.isLate ? [part.messageId] : [])),
    ...changes.map((change) => change.messageId),
    ...sorted.answers.map((answer) => answer.messageId),
  ]);
  const reported = await findReportedMails(tx, located);
  const tickets = await lockTickets(tx, [
    ...reported.flatMap(({ deliveries }) => deliveries.map((one) => one.ticketId)),
    ...[...conversations.values()].flatMap((one) => one.currentTicketId ?? []),
    ...[...changed.values()].map((one) => one.ticketId),
    ...(await standings.ticketsOfWaiting(tx)),
    ...[...threads.alsoSent.values()].flatMap((others) => others.map((other) => other.ticketId)),
  ]);
  return { conversations, tickets, located, parts, changes, answers: answersInAlbums(sorted.answers, parts), changed, reported };
}

type Placed = {
  readonly messages: readonly PlacedMessage[];
  /** Places in timelines of the tickets that are opened: each stands before its first message. */
  readonly openings: readonly string[];
};

async function decide(tx: Tx, placement: Placement, { located, parts, tickets }: Locked, { sorted }: Around): Promise<Placed> {
  const goes = located.flatMap((one) => {
    const ticketId = placement.place(one);
    return ticketId === null ? [] : [{ ...one, ticketId, answers: answersOf(one, sorted, parts) }];
  });
  const drawn = await drawPositions(tx, placement.opened.length + goes.length);
  const [openings, positions] = [drawn.slice(0, placement.opened.length), drawn.slice(placement.opened.length)];
  const messages = goes.map((one, n) => ({
    ...one,
    ticketVersion: isHistoric(one) ? null : versionWith(tickets.get(one.ticketId)),
    position: positions[n] ?? '',
  }));
  return { messages, openings };
}

type Opened = Awaited<ReturnType<typeof insertTickets>>;
type Written = { readonly placement: Placement; readonly locked: Locked; readonly around: Around };

async function write(tx: Tx, { messages: placed, openings }: Placed, { placement, locked, around }: Written): Promise<Opened> {
  const { tickets, parts, changes, answers, changed } = locked;
  const { threads } = around;
  const opened = await insertTickets(tx, placement.opened, { openings, placed });
  await writeConversations(tx, { placement, locked, around });
  await insertBlobs(tx, blobsOf(placed));
  await insertInbound(tx, placed);
  await insertMailIds(tx, threads.added.ids);
  await noteParticipants(tx, threads.added.participants);
  await attachFiles(
    tx,
    placed.map(({ messageId, incoming: { inboxId, files, sender } }) => ({ messageId, inboxId, files, uploadedBy: sender.address })),
  );
  await noteArrivals(
    tx,
    placed.filter((one) => tickets.has(one.ticketId)),
  );
  await renameReceived(tx, partsOfFirstEdits(around.sorted, parts));
  const isHere = new Set([...changed.keys(), ...placed.map((one) => one.messageId)]);
  await changeMessages(tx, { parts, changes, answers: answers.filter(({ to }) => isHere.has(to)) }, { known: changed, tickets });
  await keepWaiting(tx, [], placed.flatMap(unanswered));
  // After the arrivals have raised their versions: what is announced is the last one.
  await changeStandings(tx, [...placement.changes, ...placement.changesOf(await answeredAtOnce(tx, placed, opened))]);
  const ticketOf = new Map([...tickets, ...opened]);
  for (const one of placed) announce(tx, one, ticketOf.get(one.ticketId));
  return opened;
}

async function writeConversations(tx: Tx, { placement, locked, around: { started, titles } }: Written): Promise<void> {
  const isNew = new Set(started.map((one) => one.id));
  await insertConversations(
    tx,
    started.map((one) => ({ ...one, currentTicketId: placement.pointers.get(one.id) ?? null })),
  );
  const pointers = [...placement.pointers].filter(([id]) => !isNew.has(id));
  await pointToTickets(tx, pointers);
  await pointRelatives(tx, pointers);
  await keepAbout(
    tx,
    locked.conversations,
    locked.located.flatMap(({ conversationId, incoming: { chat } }) => (chat ? [{ conversationId, about: chat.about }] : [])),
    titles,
  );
}

/** Tickets that this batch opened and whose customers had the organisation's own answer in it. */
function answeredAtOnce(
  tx: Tx,
  placed: readonly PlacedMessage[],
  opened: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, TicketRow>> {
  return lockTickets(
    tx,
    placed.flatMap((one) => (isOwn(one) && opened.has(one.ticketId) ? [one.ticketId] : [])),
  );
}

/** It replies to a message that is not here. */
function unanswered({ messageId, answers, incoming: { inboxId, chat } }: PlacedMessage) {
  const of = answers?.message === null ? chat?.answers?.of : null;
  return of ? [{ of: { inboxId, externalId: of }, messageId }] : [];
}

/** Of a locked ticket; a ticket that its first messages open has version 1. */
function versionWith(ticket: TicketRow | undefined): number {
  return (ticket?.version ?? 0) + 1;
}

/** What the timeline says beside the messages: notes, related tickets, deliveries that came back. */
async function noteWhatElse(
  tx: Tx,
  { messages: placed }: Placed,
  { opened, locked, around: { threads } }: { readonly opened: Opened; readonly locked: Locked; readonly around: Around },
): Promise<void> {
  const numbers = new Map([...locked.tickets, ...opened].map(([id, ticket]) => [id, ticket.number]));
  const openings = placed.filter((one) => opened.has(one.ticketId));
  await noteForwards(tx, placed, threads.forwarders);
  await tellStarts(
    tx,
    openings.filter((one) => one.incoming.channel === 'telegram'),
  );
  await noteAlsoSent(tx, placed, threads.alsoSent, numbers);
  await noteMayBelong(tx, openings);
  await forgiveWriters(tx, placed);
  await applyReports(tx, locked.reported);
}

function announce(tx: Tx, one: PlacedMessage, ticket: { id: string; number: number; teamId: string } | undefined): void {
  if (!ticket) throw new Error('A message was placed on a ticket that is not there.');
  if (isHistoric(one)) return;
  const { messageId, conversationId, incoming } = one;
  const named = { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId };
  tx.outbox.add(MessageAdded, { ...named, messageId, conversationId, inboxId: incoming.inboxId, kind: isOwn(one) ? 'reply' : 'inbound' });
  if (incoming.files.some((file) => file.kind === 'waiting')) tx.outbox.add(FilesWanted, { inboxId: incoming.inboxId, messageId });
}
