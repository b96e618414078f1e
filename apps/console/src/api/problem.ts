import * as z from 'zod/mini';

const Body = z.object({
  title: z.string(),
  code: z.string(),
  params: z.optional(z.record(z.string(), z.unknown())),
  errors: z.optional(z.array(z.object({ field: z.string(), code: z.string(), message: z.string() }))),
  requestId: z.optional(z.string()),
});

export type FieldError = { readonly field: string; readonly code: string; readonly message: string };

/** A call that the API refused, or that never reached it (status 0, code `offline`). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    /** Stable, kebab-case; what to do about it is in the catalogs under `problem`. */
    readonly code: string,
    /** In the agent's language, made by the server. */
    title: string,
    readonly errors: readonly FieldError[] = [],
    readonly requestId: string | null = null,
    /** What the words of the code are about. */
    readonly params: Readonly<Record<string, unknown>> = {},
  ) {
    super(title);
  }
}

/** Reads a refusal. A body that is no problem (a proxy's page, say) becomes one that names the status. */
export function problemOf(status: number, body: unknown): Problem {
  const parsed = Body.safeParse(body);
  if (!parsed.success) return new Problem(status, `status-${status}`, '');
  const { title, code, errors, requestId, params } = parsed.data;
  return new Problem(status, code, title, errors ?? [], requestId ?? null, params);
}

/** The request did not get through: no network, or the server is down. */
export function unreachable(cause: unknown): Problem {
  const problem = new Problem(0, 'offline', '');
  problem.cause = cause;
  return problem;
}

/** Makes a Problem of whatever was thrown; what is no Problem is a bug of ours and says so. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(-1, 'bug', thrown instanceof Error ? thrown.message : String(thrown));
}
