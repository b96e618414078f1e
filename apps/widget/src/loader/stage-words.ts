/** Names of the launcher while it is open, of the frame, and of the number beside it. */
export type StageWords = readonly [close: string, chat: string, unread: string];

const RU: StageWords = ['Закрыть чат', 'Чат', 'Новых сообщений'];
const EN: StageWords = ['Close chat', 'Chat', 'New messages'];

export function stageWordsFor(locale: string): StageWords {
  return /^ru/i.test(locale) ? RU : EN;
}
