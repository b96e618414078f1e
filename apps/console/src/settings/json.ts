export type Json = Readonly<Record<string, unknown>>;

export function isJson(given: unknown): given is Json {
  return typeof given === 'object' && given !== null;
}

/** What is no text is empty. */
export function text(given: unknown): string {
  return typeof given === 'string' ? given : '';
}
