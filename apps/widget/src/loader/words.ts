/** What is said before the panel is there: the launcher's name, and that the chat cannot be reached. */
export type Words = readonly [open: string, unreachable: string];

const RU: Words = ['Открыть чат', 'Чат недоступен. Попробуйте позже.'];
const EN: Words = ['Open chat', 'The chat is unavailable. Please try later.'];

export function wordsFor(locale: string): Words {
  return /^ru/i.test(locale) ? RU : EN;
}
