import { closedText, greetingText, helpText, newRequestText, readStartPayload, statusText } from '@app/domain';
import type { Tx } from '../database/store.js';
import type { SiteKeys } from '../inboxes/site-key.js';
import type { ExpectedResponses } from '../routing/first-responses.js';
import { addBotAnswers, type NewBotAnswer } from '../sending/bot-answers.js';
import { writeStandings } from './chats/standings.js';
import { AnswerBudget } from './answer-budget.js';
import { type ChatOfCommand, CommandChats } from './command-chats.js';
import { joinByProof } from './contact-joins.js';
import { findContacts } from './contacts.js';
import { findChats, keepAbout, pointToTickets } from './conversations.js';
import { readCustomersTickets } from './customers-tickets.js';
import type { IncomingCommand } from './incoming.js';
import type { Fresh } from './received.js';
import { type Speaker, readSpeakers } from './speakers.js';
import { takeProof } from './start-proofs.js';
import { noteStart } from './started-with.js';

/**
 * Does what customers ask of the bot itself, and queues what it says to that (`bot-answers.ts`), in their language. A command is no message
 * of a ticket. A chat that sends many is answered some of them; what it asks for is done all the same, but a proof is not looked at.
 *
 * - `/start` opens the chat: it may be written to from now on, its link's proof holds, its link's context is remembered.
 * - `/status` tells of the contact's requests; in a group, of that chat's alone.
 * - `/new`: the next message opens a new ticket. The present one stays with its agent while we owe an answer, for nothing that was asked may
 *   vanish; one that waits for the customer is solved, since the customer has turned to something else.
 * - `/close` solves the present ticket. What the customer writes then opens it again, as ever.
 *
 * In a group only who began a request may close or leave it.
 *
 * Locks identities, conversations, tickets. Called by the normalizer, in a transaction without messages (`splitBatch`).
 */
export async function takeCommands(
  tx: Tx,
  fresh: readonly Fresh<IncomingCommand>[],
  { expected, siteKeys }: { readonly expected: ExpectedResponses; readonly siteKeys: SiteKeys },
): Promise<void> {
  if (fresh.length === 0) return;
  const commands = fresh.map(({ incoming }) => incoming);
  const budget = await AnswerBudget.of(tx, commands);
  const asked = commands.map((command) => ({ command, isAnswered: budget.spend(command) }));
  const proved = await takeProofs(tx, asked, siteKeys);
  const chats = await openChats(tx, commands);
  const speakers = await readSpeakers(tx, commands);
  const answers: NewBotAnswer[] = [];
  for (const one of asked) {
    const { command } = one;
    const at = { tx, command, chat: chats.of(command), speaker: speakers.of(command), expected, isProved: proved.has(command) };
    const text = await (one.isAnswered ? DOES[command.command](at) : doQuietly(at));
    if (text !== null && one.isAnswered) answers.push({ inboxId: command.inboxId, chatKey: command.externalKey, text });
  }
  await addBotAnswers(tx, answers);
}

type Asked = { readonly command: IncomingCommand; readonly isAnswered: boolean };

type At = {
  readonly tx: Tx;
  readonly command: IncomingCommand;
  readonly chat: ChatOfCommand;
  readonly speaker: Speaker;
  readonly expected: ExpectedResponses;
  readonly isProved: boolean;
};

/** @returns the commands whose senders are who their links say */
async function takeProofs(tx: Tx, asked: readonly Asked[], siteKeys: SiteKeys): Promise<ReadonlySet<IncomingCommand>> {
  const proved = new Set<IncomingCommand>();
  for (const { command, isAnswered } of asked) {
    if (command.command !== 'start' || !isAnswered) continue;
    const payload = readStartPayload(command.payload);
    if (payload?.kind === 'none' || payload?.kind === 'context') continue;
    const proof = await takeProof(tx, command, payload, siteKeys);
    if (proof === null) continue;
    await findContacts(tx, [{ channel: 'telegram', sender: command.sender }]);
    const { isProved } = await joinByProof(tx, { channel: 'telegram', address: command.sender.address }, proof);
    if (isProved) proved.add(command);
  }
  return proved;
}

/** Chats begin with `/start`; who asks for anything else in a chat that nobody knows leaves nothing behind. */
async function openChats(tx: Tx, commands: readonly IncomingCommand[]): Promise<CommandChats> {
  const starts = commands.filter((one) => one.command === 'start');
  const contactOf = await findContacts(
    tx,
    starts.map(({ sender }) => ({ channel: 'telegram', sender })),
  );
  const ids = await findChats(
    tx,
    starts.map(({ inboxId, externalKey, sender }) => ({ inboxId, externalKey, contactId: contactOf('telegram', sender.address) })),
  );
  const chats = await CommandChats.locked(tx, commands);
  await keepAbout(
    tx,
    chats.conversations,
    starts.flatMap(({ inboxId, externalKey, about }) => {
      const conversationId = ids.get(`${inboxId} ${externalKey}`);
      return conversationId === undefined ? [] : [{ conversationId, about }];
    }),
  );
  return chats;
}

const DOES: Readonly<Record<IncomingCommand['command'], (at: At) => Promise<string | null>>> = {
  start,
  help: ({ speaker }) => Promise.resolve(helpText(speaker.language)),
  status,
  new: beginNew,
  close,
};

/** Beyond what is answered, only what changes something is done. */
function doQuietly(at: At): Promise<string | null> {
  const { command } = at.command;
  return command === 'help' || command === 'status' ? Promise.resolve(null) : DOES[command](at);
}

async function start({ tx, command, chat, speaker, isProved }: At): Promise<string> {
  const blocked = chat.blocked();
  await writeStandings(tx, blocked);
  const payload = readStartPayload(command.payload);
  if (payload?.kind === 'context' && chat.conversation) {
    const { id, contactId } = chat.conversation;
    await noteStart(tx, { conversationId: id, contactId, live: chat.live(), context: payload.text });
  }
  return greetingText(speaker.language, { organisation: speaker.organisation, own: speaker.greeting, isProved });
}

async function status({ tx, command, chat, speaker, expected }: At): Promise<string> {
  const isPrivate = command.about.kind === 'private';
  const tickets = await readCustomersTickets(
    tx,
    isPrivate ? { contactId: chat.askerId } : { conversationId: chat.conversation?.id ?? null },
  );
  const told = tickets.map((ticket) => ({ ...ticket, expectedMinutes: expected.get(ticket.teamId)?.most ?? null }));
  return statusText(speaker.language, told, new Date());
}

async function beginNew({ tx, chat, speaker }: At): Promise<string> {
  const { language } = speaker;
  const live = chat.live();
  if (live && !chat.isAskers(live)) return newRequestText(language, { number: live.number, becomes: 'not-yours' });
  if (chat.conversation) await pointToTickets(tx, [[chat.conversation.id, null]]);
  chat.turnAway();
  if (live === null) return newRequestText(language, null);
  if (live.state !== 'pending') {
    await chat.note(tx, live, 'new-requested');
    return newRequestText(language, { number: live.number, becomes: 'stays' });
  }
  await chat.solve(tx, live, 'new-requested');
  return newRequestText(language, { number: live.number, becomes: 'solved' });
}

async function close({ tx, chat, speaker }: At): Promise<string> {
  const live = chat.live() ?? chat.lastLive();
  if (live === null) return closedText(speaker.language, null);
  const isYours = chat.isAskers(live);
  if (isYours) await chat.solve(tx, live, 'customer-closed');
  return closedText(speaker.language, { number: live.number, isYours });
}
