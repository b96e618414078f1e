import type { Catalog } from './catalog.js';

/** Что становится с ответами в Telegram; коды те же, что в `telegram-sending-en.ts`. */
export const telegramSendingRu: Catalog = {
  'telegram-too-many': 'Telegram просит писать сюда реже. Ответ уйдёт сам, как только Telegram разрешит.',
  'telegram-trouble': 'Ошибка на стороне Telegram: {{description}}. Дошёл ли ответ, неизвестно.',
  'telegram-cut': 'Связь оборвалась до того, как Telegram подтвердил ответ ({{error}}). Дошёл ли он, неизвестно.',
  'telegram-refused': 'Telegram не принял ответ: {{description}}',
  'telegram-blocked': 'Клиент заблокировал бота.',
  'telegram-deactivated': 'Клиент удалил свой аккаунт в Telegram.',
  'telegram-kicked': 'Бота больше нет в этой группе.',
  'telegram-not-started': 'Бот не может написать первым: клиент должен сам его запустить.',
  'telegram-no-rights': 'Боту нельзя писать сюда: {{description}}',
  'mend-telegram-no-rights': 'Разрешить может администратор группы.',
  'telegram-chat-missing': 'Telegram не знает такого чата или больше его не помнит.',
  'telegram-too-long': 'Текст длиннее, чем Telegram здесь принимает.',
  'telegram-topic-closed': 'Эта тема группы закрыта: писать в неё нельзя.',
  'telegram-topic-gone': 'Этой темы в группе больше нет.',
  'telegram-business-gone': 'Бизнес-аккаунт больше не подключён к боту.',
  'mend-telegram-business-gone': 'Владелец подключает его в настройках Telegram: «Telegram для бизнеса», «Чат-боты».',
  'telegram-business-no-reply': 'Боту нельзя писать от имени этого бизнес-аккаунта.',
  'mend-telegram-business-no-reply':
    'Владелец разрешает это в настройках Telegram: «Telegram для бизнеса», «Чат-боты». Отвечать там бот может в течение 24 часов после сообщения клиента.',
  'telegram-message-gone': 'Этого сообщения в чате больше нет.',
  'telegram-message-fixed': 'Telegram уже не даёт изменить или удалить это сообщение.',
  'telegram-file-over-limit': 'Файл {{filename}} больше {{limit, number}} МБ: такие файлы Telegram от бота не принимает.',
  'mend-telegram-file-over-limit': 'Отправьте ссылку или файл поменьше. Собственный сервер Bot API принимает файлы до 2000 МБ.',
  'telegram-file-not-taken': 'Telegram не принял файл: {{description}}',
};
