import { asProblem, Problem } from '../api/problem.js';

/**
 * Fields as the API names them, with the names that a form has for them. What is below a field belongs to it; with a star at the end what is
 * below it has the same names in the form.
 */
export type Places = readonly (readonly [api: string, form: string])[];

export type Placed = {
  /** By the form's names: what is wrong, as a sentence. */
  readonly fields: Readonly<Record<string, string>>;
  /** What is to be said of the call as a whole. */
  readonly rest: Problem;
};

/** Which of a refusal is said beside which field of a form. */
export function placeErrors(error: unknown, places: Places): Placed {
  const problem = asProblem(error);
  const found = problem.errors.map((one) => ({ one, field: placeOf(one.field, places) }));
  const rest = found.filter(({ field }) => field === undefined).map(({ one }) => one);
  const placed = found.flatMap(({ one, field }) => (field === undefined ? [] : [[field, asSentence(one.message)] as const]));
  const { status, code, message, requestId, params } = problem;
  return { fields: Object.fromEntries(placed), rest: new Problem(status, code, message, rest, requestId, params) };
}

function placeOf(field: string, places: Places): string | undefined {
  const place = places.find(([api]) =>
    api.endsWith('.*') ? field.startsWith(api.slice(0, -1)) : field === api || field.startsWith(`${api}.`),
  );
  if (!place) return undefined;
  const [api, form] = place;
  return api.endsWith('.*') ? form.slice(0, -1) + field.slice(api.length - 1) : form;
}

function asSentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
