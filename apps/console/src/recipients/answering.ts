import type { Conversation, SuggestedAnswer, TicketDetail } from '../api/shapes.js';
import { everybodyOf, includes, NOBODY, type Person, type Recipients } from './person.js';
import type { Draft } from '../composer/draft.js';

/** Where an answer goes. */
export type Answering = {
  /** The one of the message that is replied to, else that the customer wrote in last; null in a ticket without any. */
  readonly conversation: Conversation | null;
  /** As the server suggests it; null where it does not go by mail. */
  readonly answer: SuggestedAnswer | null;
  /** Who gets it: as the agent has made them, else everybody that the server suggests (fail:S7, fail:S8). */
  readonly recipients: Recipients;
};

export function answeringOf(ticket: TicketDetail, draft: Draft): Answering {
  const messages = ticket.timeline.filter((item) => item.type === 'message');
  const last = messages.find(({ id }) => id === draft.replyTo) ?? messages.findLast(({ kind }) => kind === 'inbound');
  const conversation = ticket.conversations.find((one) => one.id === last?.conversationId) ?? ticket.conversations.at(-1) ?? null;
  const answer = conversation?.answer ?? null;
  return { conversation, answer, recipients: answer ? recipientsOf(answer, draft) : NOBODY };
}

/** Recipients made for an earlier mail, with nothing written to them yet, are not those of an answer to a later one (fail:S7). */
function recipientsOf(answer: SuggestedAnswer, { recipients, suggestion, reply, files }: Draft): Recipients {
  const begun = reply.trim() !== '' || files.length > 0;
  return recipients && (begun || suggestion === suggestionOf(answer)) ? recipients : everybody(answer);
}

/** Tells one suggestion from another. */
export function suggestionOf({ to, cc }: SuggestedAnswer): string {
  return [to, cc].map((people) => people.map(({ address }) => address).join(' ')).join(', ');
}

/** Whoever the customer's last mail went to. */
export function everybody({ to, cc }: SuggestedAnswer): Recipients {
  return { to, cc, bcc: [] };
}

/** Those whom the server suggests that would not get the answer. */
export function leftOut(answer: SuggestedAnswer, recipients: Recipients): Person[] {
  return everybodyOf(everybody(answer)).filter(({ address }) => !includes(everybodyOf(recipients), address));
}

/** Everybody whom mails of people name: whom an agent may want to write to. */
export function participantsOf({ timeline }: TicketDetail): Person[] {
  const people = timeline.flatMap((item) =>
    item.type === 'message' && !item.automatic ? [...(item.from ? [item.from] : []), ...item.to, ...item.cc] : [],
  );
  return people.filter((one, at) => !includes(people.slice(0, at), one.address));
}
