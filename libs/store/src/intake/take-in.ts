import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';
import { insertBlobs } from '../files/blobs.js';
import { NO_SITE_KEYS, type SiteKeys } from '../inboxes/site-key.js';
import type { ExpectedResponses } from '../routing/first-responses.js';
import type { Actor } from '../tickets/timeline.js';
import { acknowledge } from './acknowledgements.js';
import { applyReports } from './apply-reports.js';
import { ChatStandings } from './chats/chat-standings.js';
import { followMoves, takeMoves } from './chats/follow-moves.js';
import { chatsRaced } from './chats/move-chat.js';
import { namesAwaited } from './chats/names-about.js';
import { NOBODY_ASKED } from './chats/outcomes.js';
import { type SortedOut, sortOut } from './chats/sort-out.js';
import { keepWaiting } from './chats/waiting.js';
import { takeCommands } from './commands.js';
import { findContacts, type ContactOf } from './contacts.js';
import { findChats, type WantedChat } from './conversations.js';
import type { Incoming, IncomingCommand, IncomingMessage, IncomingTopic } from './incoming.js';
import { findMailThreads, type MailThreads } from './mail-threads.js';
import { isOwn, type Whereabouts } from './messages.js';
import { placeMessages, type Taken } from './place-messages.js';
import type { LocatedMessage } from './placement.js';
import { enterReceived, type Fresh, noteOutcomes, type Outcome } from './received.js';
import { findMailsOfOtherInboxes } from './reported-mails.js';

/**
 * Takes in a batch, in the order given, once: what is in the ledger already changes nothing.
 *
 * Statements are counted by the batch, not by the message. Locks: ledger, identities, conversations, tickets, then the bus. Moves of chats
 * and commands take theirs on their own: `takeInBatch` gives them transactions of their own.
 *
 * Called by the normalizer, in one transaction a batch.
 *
 * @param expected how soon teams answer, for what customers are told at once (default: not known)
 * @param siteKeys by what links of the organisation's own sites are known (default: none is)
 */
export async function takeIn(
  tx: Tx,
  batch: readonly Incoming[],
  expected: ExpectedResponses = new Map(),
  siteKeys: SiteKeys = NO_SITE_KEYS,
): Promise<void> {
  const entered = await enterReceived(
    tx,
    batch.map((incoming) => ({ messageId: newId(), incoming })),
    batch.flatMap(namesAwaited),
  );
  await takeMoves(tx, entered.fresh);
  const here = await followMoves(tx, entered);
  const sorted = await sortOut(tx, here);
  await keepWaiting(tx, sorted.waiting, []);
  const standings = await ChatStandings.of(tx, here.fresh);
  const topics = here.fresh.filter(isTopic);
  const { outcomes, arrived } = await takeMessages(tx, sorted, { standings, topics });
  await takeCommands(tx, here.fresh.filter(isCommand), { expected, siteKeys });
  const all = [...sorted.outcomes, ...outcomes, ...here.fresh.flatMap(plainOutcome)];
  await insertBlobs(
    tx,
    all.map(({ item }) => item.incoming.raw),
  );
  await noteOutcomes(tx, all);
  if (arrived && arrived.opened.size > 0) await acknowledge(tx, arrived, expected);
}

/** Of what concerns no message. */
function plainOutcome(item: Fresh): Outcome[] {
  const { incoming } = item;
  switch (incoming.kind) {
    case 'other':
      return [{ item, outcome: incoming.outcome, messageId: null }];
    case 'standing':
      return [{ item, outcome: incoming.blocked ? 'chat-blocked' : 'chat-unblocked', messageId: null }];
    case 'move':
    case 'topic':
    case 'command':
      return [{ item, outcome: incoming.kind, messageId: null }];
    case 'message':
    case 'edit':
    case 'reaction':
    case 'deletion':
      return [];
  }
}

type OfChats = { readonly standings: ChatStandings; readonly topics: readonly Fresh<IncomingTopic>[] };

async function takeMessages(tx: Tx, sorted: SortedOut, { standings, topics }: OfChats): Promise<Taken> {
  if (sorted.said.length === 0 && sorted.changes.length === 0 && standings.isEmpty && topics.length === 0)
    return { outcomes: [], arrived: null };
  const threads = await findMailThreads(
    tx,
    sorted.said.filter(({ incoming }) => incoming.place.kind === 'thread'),
  );
  const mails = new Map(threads.located.map((one) => [one.item.messageId, one]));
  const messages = sorted.said.flatMap((item) => (item.incoming.place.kind === 'chat' ? [item] : (mails.get(item.messageId)?.item ?? [])));
  const contactOf = await findContacts(
    tx,
    messages.flatMap((item) => (mails.get(item.messageId)?.located.isReport || isOwn(item) ? [] : [item.incoming])),
  );
  const chats = await findChats(tx, [
    ...messages.flatMap((item) => chatOf(item, contactOf)),
    ...topics.map(({ incoming }) => ({ ...incoming, contactId: null })),
  ]);
  const outcomes: Outcome[] = [...threads.outcomes];
  const located = messages.flatMap((item): LocatedMessage[] => {
    const whereabouts = mails.get(item.messageId)?.located ?? inChat(chats, item);
    if (whereabouts === null) {
      outcomes.push({ item, outcome: NOBODY_ASKED, messageId: null });
      return [];
    }
    const contactId = whereabouts.isReport || isOwn(item) ? null : contactOf(item.incoming.channel, item.incoming.sender.address);
    return [{ ...item, ...whereabouts, contactId, answers: null, openedBy: openerOf(threads, item) }];
  });
  const taken = await placeMessages(tx, located, {
    sorted,
    standings,
    titles: new Map(topics.flatMap(({ incoming }) => titleOf(chats, incoming))),
    threads,
    started: threads.added.started.map(({ id, inboxId, sender }) => ({
      id,
      inboxId,
      externalKey: newId(),
      contactId: contactOf('email', sender.address),
    })),
  });
  const elsewhere = await findMailsOfOtherInboxes(
    tx,
    threads.outcomes.flatMap(({ item, outcome }) => (outcome.endsWith('-of-other-inbox') ? [item.incoming] : [])),
  );
  await applyReports(tx, elsewhere);
  return { outcomes: [...outcomes, ...taken.outcomes], arrived: taken.arrived };
}

function chatOf(item: Fresh<IncomingMessage>, contactOf: ContactOf): WantedChat[] {
  const { inboxId, place, channel, sender } = item.incoming;
  if (place.kind !== 'chat') return [];
  return [{ inboxId, externalKey: place.externalKey, contactId: isOwn(item) ? null : contactOf(channel, sender.address) }];
}

/** Of a topic where something was said to us. */
function titleOf(chats: ReadonlyMap<string, string>, { inboxId, externalKey, title }: IncomingTopic): [string, string][] {
  const conversationId = chats.get(`${inboxId} ${externalKey}`);
  return conversationId === undefined ? [] : [[conversationId, title]];
}

/** Null: the organisation's own word in a chat that is not here. */
function inChat(chats: ReadonlyMap<string, string>, item: Fresh<IncomingMessage>): Whereabouts | null {
  const { inboxId, place, isAutomatic } = item.incoming;
  const conversationId = place.kind === 'chat' ? chats.get(`${inboxId} ${place.externalKey}`) : undefined;
  if (conversationId === undefined && isOwn(item)) return null;
  // Between making it and looking it up, it went into the conversation of the chat that this one was before.
  if (conversationId === undefined) throw chatsRaced();
  return { conversationId, part: 'participant', answerTo: null, isAutomatic, isReport: false, repeatsId: false, cameFrom: null };
}

function openerOf({ forwarders }: MailThreads, { messageId }: Fresh): Actor | null {
  const agentId = forwarders.get(messageId)?.agentId;
  return agentId === undefined ? null : { type: 'agent', id: agentId };
}

const isTopic = (item: Fresh): item is Fresh<IncomingTopic> => item.incoming.kind === 'topic';
const isCommand = (item: Fresh): item is Fresh<IncomingCommand> => item.incoming.kind === 'command';
