import { MessageAdded, ReplyRequested } from '@app/contracts';
import {
  AcknowledgementBudget,
  acknowledges,
  type BudgetCase,
  type BudgetSpent,
  countedAddress,
  countedDomain,
  languageOfText,
  type NotAcknowledged,
  OWN_TEXTS,
  sameWords,
  writeAcknowledgement,
} from '@app/domain';
import { createHash, randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';
import { type AcknowledgingInbox, acknowledgingInboxes } from '../inboxes/acknowledging.js';
import type { ExpectedResponses } from '../routing/first-responses.js';
import { makeReplyToken } from '../sending/reply-token.js';
import { addTicketEvents, SYSTEM } from '../tickets/timeline.js';
import { type Acknowledgeable, acknowledgementFacts, type Facts } from './acknowledgement-facts.js';
import { readSpent } from './acknowledgement-budget.js';
import { insertAcknowledgements, type WrittenAcknowledgement } from './insert-acknowledgements.js';
import type { PlacedMessage } from './messages.js';

/** What a batch brought. */
export type Arrived = {
  /** In the order of the timeline. */
  readonly placed: readonly PlacedMessage[];
  /** The tickets that it opened, by id. */
  readonly opened: ReadonlyMap<string, { readonly number: number; readonly teamId: string }>;
  /** The messages that agents passed on, by id. */
  readonly forwarders: ReadonlyMap<string, unknown>;
};

/**
 * Tells those who wrote first that their message has come, where their inbox does so (`need:S6`): one mail at most for each ticket
 * that the batch opened, in a handful of statements for all of them. No state changes by it, nor a clock, nor what is the first response.
 *
 * The last step of a batch: from here until the commit no other batch counts what it may still send.
 *
 * Called by the normalizer.
 */
export async function acknowledge(tx: Tx, arrived: Arrived, expected: ExpectedResponses): Promise<void> {
  const inboxes = await acknowledgingInboxes(
    tx,
    [...opening(arrived)].map(([, { incoming }]) => incoming.inboxId),
  );
  if (inboxes.size === 0) return;
  const mails = openingMails(arrived, inboxes);
  const facts = await acknowledgementFacts(tx, mails);
  const refused: { mail: Acknowledgeable; reason: NotAcknowledged | BudgetSpent }[] = [];
  const willing = mails.flatMap((mail) => {
    const known = factsOf(facts, mail);
    const reason = acknowledges(known.decides);
    if (reason !== null) refused.push({ mail, reason });
    return reason === null ? [{ mail, known, counted: countedBy(mail, known) }] : [];
  });
  const budget = new AcknowledgementBudget(
    await readSpent(
      tx,
      willing.map(({ counted }) => counted),
    ),
  );
  const granted = willing.filter(({ mail, counted }) => {
    const reason = budget.spend(counted);
    if (reason !== null) refused.push({ mail, reason });
    return reason === null;
  });
  await send(
    tx,
    granted.map(({ mail, known, counted }) => ({ mail, written: written(mail, known, counted, expected) })),
  );
  await noteRefused(tx, refused);
}

/** The first message of each ticket that was opened, by the ticket's id. */
function opening({ placed, opened }: Arrived): ReadonlyMap<string, PlacedMessage> {
  const firsts = new Map<string, PlacedMessage>();
  for (const one of placed)
    if (one.incoming.channel === 'email' && opened.has(one.ticketId) && !firsts.has(one.ticketId)) firsts.set(one.ticketId, one);
  return firsts;
}

function openingMails(arrived: Arrived, inboxes: ReadonlyMap<string, AcknowledgingInbox>): Acknowledgeable[] {
  return [...opening(arrived)].flatMap(([ticketId, message]) => {
    const inbox = inboxes.get(message.incoming.inboxId);
    const ticket = arrived.opened.get(ticketId);
    return inbox && ticket ? [{ message, inbox, ticket, isForwarded: arrived.forwarders.has(message.messageId) }] : [];
  });
}

function factsOf(facts: ReadonlyMap<Acknowledgeable, Facts>, mail: Acknowledgeable): Facts {
  const known = facts.get(mail);
  if (!known) throw new Error('A mail was asked about and nothing was said.');
  return known;
}

function countedBy({ message, inbox }: Acknowledgeable, { to }: Facts): BudgetCase {
  const words = sameWords(message.incoming.text);
  return {
    address: countedAddress(to.address),
    conversationId: message.conversationId,
    inboxId: inbox.id,
    perHour: inbox.acknowledgement.perHour,
    domain: countedDomain(to.address),
    body: words === null ? null : createHash('sha256').update(words).digest('hex'),
  };
}

function written(
  { message, inbox, ticket }: Acknowledgeable,
  { to, contactLanguage }: Facts,
  counted: BudgetCase,
  expected: ExpectedResponses,
): WrittenAcknowledgement {
  const { incoming } = message;
  const language = contactLanguage ?? languageOfText(`${incoming.subject ?? ''}\n${incoming.text}`) ?? inbox.language;
  const said = writeAcknowledgement(inbox.acknowledgement.texts[language] ?? OWN_TEXTS[language], language, {
    ticketNumber: ticket.number,
    subject: incoming.subject ?? '',
    contactName: incoming.sender.name,
    organisation: inbox.organisation,
    inbox: inbox.name,
    office: inbox.office,
    expectedMinutes: expected.get(ticket.teamId)?.most ?? null,
    at: new Date(),
  });
  const [token, from] = [makeReplyToken(), { address: inbox.address, name: inbox.organisation }];
  return { ...said, ...counted, messageId: newId(), deliveryId: newId(), ticketId: message.ticketId, from, to, token };
}

async function send(tx: Tx, all: readonly { mail: Acknowledgeable; written: WrittenAcknowledgement }[]): Promise<void> {
  if (all.length === 0) return;
  await insertAcknowledgements(
    tx,
    all.map((one) => one.written),
  );
  for (const { mail, written: one } of all) {
    const said = { messageId: one.messageId, conversationId: one.conversationId, inboxId: one.inboxId };
    tx.outbox.add(MessageAdded, { ...said, ticketId: one.ticketId, number: mail.ticket.number, teamId: mail.ticket.teamId, kind: 'auto' });
  }
  // It only wakes the sender, who reads the table: once an inbox.
  for (const { written: one } of new Map(all.map((each) => [each.written.inboxId, each])).values())
    tx.outbox.add(ReplyRequested, { messageId: one.messageId, conversationId: one.conversationId, inboxId: one.inboxId, channel: 'email' });
}

/** Says in the timeline why there was none, but where the message says it itself (a machine's) or nobody asks (history). */
async function noteRefused(tx: Tx, refused: readonly { mail: Acknowledgeable; reason: NotAcknowledged | BudgetSpent }[]): Promise<void> {
  await addTicketEvents(
    tx,
    refused
      .filter(({ reason }) => reason !== 'automatic' && reason !== 'historic')
      .map(({ mail, reason }) => ({ ticketId: mail.message.ticketId, code: 'not-acknowledged', params: { reason }, actor: SYSTEM })),
  );
}
