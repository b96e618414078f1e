/** Names of the launcher closed and open, of the frame, of the number beside it; what is said when the chat cannot be reached. */
export type Words = readonly [open: string, close: string, chat: string, unread: string, unreachable: string];

const RU: Words = ['Открыть чат', 'Закрыть чат', 'Чат', 'Новых сообщений', 'Чат недоступен. Попробуйте позже.'];
const EN: Words = ['Open chat', 'Close chat', 'Chat', 'New messages', 'The chat is unavailable. Please try later.'];

export function wordsFor(locale: string): Words {
  return /^ru/i.test(locale) ? RU : EN;
}
