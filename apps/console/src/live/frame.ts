import * as z from 'zod/mini';

const Event = z.object({
  id: z.string(),
  type: z.string(),
  ticket: z.nullable(z.object({ id: z.string(), number: z.number() })),
  agentId: z.nullable(z.string()),
});

/** That something happened, as far as the console looks at it: the rest is fetched. */
export type LiveEvent = z.infer<typeof Event>;

const Frame = z.union([
  z.object({ ready: z.string() }),
  z.object({ data: z.array(Event), next: z.string() }),
  z.object({ ping: z.looseObject({}) }),
  z.object({ error: z.object({ code: z.string() }) }),
]);
export type Frame = z.infer<typeof Frame>;

/** Reads what came over the socket; null is nothing that this console knows (a newer server's frame). */
export function frameOf(text: unknown): Frame | null {
  if (typeof text !== 'string') return null;
  const parsed = Frame.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
