import type { ChatAgent, ChatAnswer, ChatOffice } from '@app/contracts';

/** What the server says of this moment, beside what was said in the chat. */
export type LiveFacts = {
  /** Whoever has the ticket. */
  readonly agent: ChatAgent | null;
  readonly queue: Extract<ChatAnswer, { queue: unknown }>['queue'];
  readonly isTyping: boolean;
  /** An agent has looked at the visitor's messages up to this position. */
  readonly seenPosition: number;
  readonly office: ChatOffice;
  /** Where the visitor is answered when away. */
  readonly address: string | null;
};

/** Of a visitor of whom nothing is known; the office is everybody's. */
export const NO_FACTS: Omit<LiveFacts, 'office'> = {
  agent: null,
  queue: null,
  isTyping: false,
  seenPosition: 0,
  address: null,
};

/** What an answer of the server changes of it. */
export function factsOf(answer: ChatAnswer): Partial<LiveFacts> | null {
  if ('agent' in answer) return { agent: answer.agent };
  if ('queue' in answer) return { queue: answer.queue };
  if ('typing' in answer) return { isTyping: true };
  if ('seen' in answer) return { seenPosition: answer.seen.position };
  if ('office' in answer) return { office: answer.office };
  if ('address' in answer) return { address: answer.address.email };
  // Who has said it writes it no longer.
  if ('message' in answer && answer.message.kind === 'reply') return { isTyping: false };
  return null;
}
