import type { Catalog } from './catalog.js';

/** What customers ask of a bot itself, and who they prove to be, in Russian. */
export const commandsRu: Catalog = {
  'event.chat-started': 'Клиент пришёл по ссылке: {{context}}',
  'event.new-requested': 'Клиент начинает в этом чате новое обращение: следующее сообщение попадёт туда',
  'event.customer-closed': 'Клиент закрыл обращение',
  'event.contact-proved': 'Клиент подтвердил, кто он: {{was}} — это {{is}}',
  'event.contact-split': 'Подтверждение отменено: {{is}} — это не {{was}}',
  'telegram-bot-unknown': 'С этим ботом ещё не было связи, и его имя неизвестно.',
  'mend-telegram-bot-unknown': 'Подождите, пока его ящик заработает, или посмотрите там, что не так.',
  'join-missing': 'По этому подтверждению к контакту ничего не переходило, или всё уже возвращено.',
  'join-not-last': 'Этот аккаунт Telegram перешёл потом к другому контакту. Сначала верните его там.',
};
