import type { Catalog } from './catalog.js';

/** What becomes of answers in Telegram. */
export const telegramSendingEn: Catalog = {
  'telegram-too-many': 'Telegram asks for fewer messages here. It leaves by itself as soon as Telegram allows.',
  'telegram-trouble': 'Telegram had a fault of its own: {{description}}. Whether the answer arrived is not known.',
  'telegram-cut': 'The connection was cut before Telegram had confirmed the answer ({{error}}). Whether it arrived is not known.',
  'telegram-refused': 'Telegram refused the answer: {{description}}',
  'telegram-blocked': 'The customer has blocked the bot.',
  'telegram-deactivated': 'The customer has deleted their Telegram account.',
  'telegram-kicked': 'The bot is no longer in this group.',
  'telegram-not-started': 'A bot may not write first: the customer has to start it.',
  'telegram-no-rights': 'The bot may not write here: {{description}}',
  'mend-telegram-no-rights': 'An administrator of the group can let it.',
  'telegram-chat-missing': 'Telegram does not know this chat, or not any more.',
  'telegram-too-long': 'The text is longer than Telegram takes here.',
  'telegram-topic-closed': 'This topic of the group is closed: nobody can write in it.',
  'telegram-topic-gone': 'This topic of the group is not there any more.',
  'telegram-business-gone': 'The business account is no longer connected with the bot.',
  'mend-telegram-business-gone': 'Its owner connects it in the settings of Telegram, under Telegram Business, Chatbots.',
  'telegram-business-no-reply': 'The bot may not write in the name of this business account.',
  'mend-telegram-business-no-reply':
    'Its owner allows it in the settings of Telegram, under Telegram Business, Chatbots. Telegram lets a bot answer there for 24 hours after the customer wrote.',
  'telegram-message-gone': 'The message is not in the chat any more.',
  'telegram-message-fixed': 'Telegram no longer lets this message be changed or deleted.',
  'telegram-file-over-limit': 'The file {{filename}} is larger than {{limit, number}} MB: Telegram takes no such files from a bot.',
  'mend-telegram-file-over-limit': 'Send a link, or a smaller file. A Bot API server of your own takes files of up to 2,000 MB.',
  'telegram-file-not-taken': 'Telegram did not take the file: {{description}}',
};
