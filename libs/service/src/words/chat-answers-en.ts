import type { Catalog } from './catalog.js';

/** Answers in chats: replied to, changed, deleted, begun by an agent. */
export const chatAnswersEn: Catalog = {
  'chat-blocked': 'The customer has blocked the bot: nothing can be sent until they let it write again.',
  'only-in-telegram': 'Buttons, an answer to one message, and changing what was said: Telegram alone has these.',
  'reply-to-elsewhere': 'The message that you reply to is none of this conversation.',
  'html-too-deep': 'The formatted text is nested too deeply. Write it without formatting.',
  'message-not-yours': 'Only its author, who leads the team and admins may change or delete an answer.',
  'message-deleted': 'This message was deleted already.',
  'message-too-old': 'Telegram no longer deletes what was sent more than 48 hours ago. You can still change the text.',
  'nothing-to-delete': 'Nothing of this answer is known to have arrived: there is nothing to delete.',
  'reply-being-sent': 'This answer is being sent at this moment. Try again in a moment.',
  'reply-not-all-sent': 'Not all of this answer was sent. Send it again first, or write a new one.',
  'reply-grew-too-long': 'So long a text does not fit into what was sent. Write the rest as another answer.',
  'subject-needed': 'A mail needs a subject.',
  'chat-unknown': 'The customer never wrote to this bot, and a bot cannot write first.',
  'chat-has-ticket': 'Ticket #{{number}} is open in this chat: answer it.',
  'chat-in-other-hands': 'Another team is writing with this customer in this chat at the moment.',
  'event.reply-changed': 'An answer was changed',
  'event.reply-deleted': 'An answer was deleted',
  'event.reply-deleted-in-part': 'An answer was deleted; whether all of it is gone from the chat is not known',
  'event.reply-change-failed': 'An answer could not be changed in the chat. $t({{reason}})',
  'event.reply-removal-failed': 'An answer could not be deleted in the chat. $t({{reason}})',
};
