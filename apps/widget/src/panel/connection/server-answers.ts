/** When to come again where the server does not say (ms). */
const AGAIN_MS = 3_000;

/** The server's answer was no: `code` says why. What throws anything else could not reach it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    /** The server's words for it. */
    readonly words = '',
  ) {
    super(code);
  }
}

/** The server cannot do it now. */
export class Unavailable extends Error {
  constructor(
    readonly code: string,
    /** The server's words for it. */
    readonly words: string,
    /** When to come again. */
    readonly retryAfterMs: number,
  ) {
    super(code);
  }
}

/** @throws Refused, Unavailable, or what `fetch` throws without a network */
export async function answerOf<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked;
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as Problem;
  throw failureOf(response.status, problem, response.headers.get('retry-after'));
}

/** What a server that answers no says of it. */
export type Problem = { readonly code?: string; readonly title?: string };

/** @param retryAfter the header, seconds */
export function failureOf(status: number, { code = 'refused', title = '' }: Problem, retryAfter: string | null): Refused | Unavailable {
  return status >= 500 || status === 429 ? new Unavailable(code, title, Number(retryAfter) * 1_000 || AGAIN_MS) : new Refused(code, title);
}
