import { AwayBudget, countedAddress } from '@app/domain';
import type { Tx } from '../database/store.js';
import { readOwnAddresses } from '../inboxes/own-addresses.js';
import { readMailedChats } from '../intake/acknowledgement-budget.js';
import { undeliverable } from '../sending/undeliverable.js';
import { lockTickets, type TicketRow } from '../tickets/tickets.js';
import { SYSTEM, type TicketEvent } from '../tickets/timeline.js';
import { type AwayFamily, type AwayVisitor, readQuestions, readUnseen, readVisitors, type UnseenAnswer } from './away-due.js';
import type { AwayInbox, MailOutlet } from './away-inboxes.js';

/** What a visitor who is away is to be told. */
export type AwayChat = Omit<AwayVisitor, 'address'> & {
  readonly address: string;
  readonly inbox: AwayInbox;
  readonly outlet: MailOutlet;
  readonly ticket: TicketRow;
  /** What they had asked; '' where it was no text. */
  readonly question: string;
  /** Oldest first, one at least. */
  readonly answers: readonly UnseenAnswer[];
};

/** Decided of the answers of one chat: they are mailed, or stay in the chat alone. */
export type Decision =
  | { readonly kind: 'mailed'; readonly chat: AwayChat }
  | { readonly kind: 'kept'; readonly answers: readonly UnseenAnswer[]; readonly refused: Refusal | null };

/** Why an address gets no mail, as timelines say it. */
type Refusal = { readonly code: 'answers-not-mailed' | 'answers-mail-limit'; readonly address: string };

/**
 * Decides what becomes of answers that nobody has got, once: mails are counted in the order of the answers, and until this transaction ends
 * nobody else counts. Tickets are locked here; the chats must be.
 */
export async function decideAway(tx: Tx, families: readonly AwayFamily[], inboxes: ReadonlyMap<string, AwayInbox>): Promise<Decision[]> {
  const chats = await readChats(tx, families, inboxes);
  const isOurs = await readOwnAddresses(tx);
  const givenUp = await undeliverable(
    tx,
    chats.flatMap(({ address }) => address?.toLowerCase() ?? []),
  );
  const decisions = chats.map(({ address, ...chat }): Decision => {
    const { answers } = chat;
    if (address === null || isOurs(address)) return { kind: 'kept', answers, refused: null };
    if (givenUp.has(address.toLowerCase())) return { kind: 'kept', answers, refused: { code: 'answers-not-mailed', address } };
    return { kind: 'mailed', chat: { ...chat, address } };
  });
  return withinBudget(tx, decisions);
}

type FoundChat = Omit<AwayChat, 'address'> & { readonly address: string | null };

/** In the order of their first answer; without those whose visitor is back meanwhile. */
async function readChats(tx: Tx, families: readonly AwayFamily[], inboxes: ReadonlyMap<string, AwayInbox>): Promise<FoundChat[]> {
  const visitors = await readVisitors(tx, families);
  const answers = Map.groupBy(await readUnseen(tx, families), (one) => one.rootId);
  const firsts = new Map([...answers].map(([rootId, all]) => [rootId, all[0]?.position ?? '0']));
  const questions = await readQuestions(tx, families, firsts);
  const tickets = await lockTickets(
    tx,
    [...answers.values()].flatMap((all) => all.at(-1)?.ticketId ?? []),
  );
  return visitors
    .flatMap((visitor): FoundChat[] => {
      const unseen = answers.get(visitor.rootId);
      const inbox = inboxes.get(visitor.inboxId);
      const ticket = tickets.get(unseen?.at(-1)?.ticketId ?? '');
      if (!unseen || !ticket || !inbox?.outlet) return [];
      return [{ ...visitor, inbox, outlet: inbox.outlet, ticket, question: questions.get(visitor.rootId) ?? '', answers: unseen }];
    })
    .sort((one, other) => Number(firsts.get(one.rootId)) - Number(firsts.get(other.rootId)));
}

/** An address that nobody has proved gets answers of a few chats a day. The last that is locked. */
async function withinBudget(tx: Tx, decisions: readonly Decision[]): Promise<Decision[]> {
  const counted = decisions.flatMap((one) => (one.kind === 'mailed' && !one.chat.isProved ? [countedAddress(one.chat.address)] : []));
  const budget = new AwayBudget(await readMailedChats(tx, [...new Set(counted)]));
  return decisions.map((one) => {
    if (one.kind === 'kept') return one;
    const { address, answers, isProved, rootId } = one.chat;
    if (budget.spend({ chatId: rootId, address: countedAddress(address), isProved })) return one;
    return { kind: 'kept', answers, refused: { code: 'answers-mail-limit', address } };
  });
}

export function timelineOf(decision: Decision): TicketEvent[] {
  if (decision.kind === 'mailed') {
    const { ticket, address, answers } = decision.chat;
    return [{ ticketId: ticket.id, code: 'answers-mailed', params: { address, count: answers.length }, actor: SYSTEM }];
  }
  const ticketId = decision.answers.at(-1)?.ticketId;
  if (ticketId === undefined || decision.refused === null) return [];
  const { code, address } = decision.refused;
  return [{ ticketId, code, params: { address }, actor: SYSTEM }];
}
