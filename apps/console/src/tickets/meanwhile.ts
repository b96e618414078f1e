import * as z from 'zod/mini';
import { asProblem } from '../api/problem.js';
import type { Ticket } from '../api/shapes.js';

const Params = z.object({
  version: z.number(),
  state: z.string(),
  assigneeId: z.nullable(z.string()),
  said: z.nullable(z.string()),
  others: z.boolean(),
});

/** What a refusal for an old version says of the ticket: how it is now, who spoke since, whether anybody but the agent did anything. */
export type Meanwhile = z.infer<typeof Params>;

/** Whether what the agent does still fits a ticket that is no longer as it was seen. */
export type StillFits = (now: Meanwhile, seen: Ticket) => boolean;

/** Of an answer or a solving: nothing was said, and the ticket stands as it stood, or the agent moved it. */
export const unlessSaid: StillFits = (now, seen) => now.said === null && (!now.others || (now.state === seen.state && hasSame(now, seen)));

/** Of an assignment: nobody else gave the ticket away. What the customer writes meanwhile is no reason against it. */
export const unlessGiven: StillFits = hasSame;

function hasSame(now: Meanwhile, seen: Ticket): boolean {
  return now.assigneeId === (seen.assignee?.id ?? null);
}

/** Calls for the version that the agent saw, and once more for the present one where the call still fits the ticket. */
export async function forVersion<Answer>(
  seen: Ticket,
  stillFits: StillFits,
  call: (version: number) => Promise<Answer>,
): Promise<{ answer: Answer; version: number }> {
  const { version } = seen;
  try {
    return { answer: await call(version), version };
  } catch (error) {
    const now = meanwhileOf(error);
    if (!now || !stillFits(now, seen)) throw error;
    return { answer: await call(now.version), version: now.version };
  }
}

function meanwhileOf(error: unknown): Meanwhile | null {
  const { code, params } = asProblem(error);
  const parsed = code === 'ticket-changed' ? Params.safeParse(params) : null;
  return parsed?.success ? parsed.data : null;
}
