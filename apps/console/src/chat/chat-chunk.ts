import { withWords } from '../words/words.js';

/** What chats have and mails have not is not on the first page: it is fetched with the first chat. */
export function fetchChat() {
  return withWords('chat', import('./chat-parts.js'));
}
