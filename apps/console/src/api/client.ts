import createClient from 'openapi-fetch';
import { Problem, problemOf, unreachable } from './problem.js';
import type { paths } from './schema.generated.js';

/** What every call carries: set by the session and by the chosen language. */
const carried = { csrfToken: '', language: 'en' };

/** @param token as `GET /session` gave it; sent with every write */
export function carryCsrfToken(token: string): void {
  carried.csrfToken = token;
}

/** The server words its errors, reasons and events in this language. */
export function carryLanguage(language: string): void {
  carried.language = language;
}

export function headers(): Record<string, string> {
  return { 'Accept-Language': carried.language, 'X-CSRF-Token': carried.csrfToken };
}

export const api = createClient<paths>({ baseUrl: '/api/v1' });

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers())) if (value) request.headers.set(name, value);
    return request;
  },
});

type Called<T> = { data?: T; error?: unknown; response: Response };

/**
 * Waits for a call and gives its data.
 *
 * @throws Problem when the API refuses or cannot be reached
 */
export async function answerOf<T>(call: Promise<Called<T>>): Promise<T> {
  let called: Called<T>;
  try {
    called = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw error instanceof Problem ? error : unreachable(error);
  }
  if (!called.response.ok) throw problemOf(called.response.status, called.error);
  return called.data as T;
}
