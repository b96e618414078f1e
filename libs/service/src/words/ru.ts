import type { Catalog } from './catalog.js';
import { answersRu } from './answers-ru.js';
import { awayRu } from './away-ru.js';
import { chatAnswersRu } from './chat-answers-ru.js';
import { checkRu } from './check-ru.js';
import { commandsRu } from './commands-ru.js';
import { doctorRu } from './doctor-ru.js';
import { inputRu } from './input-ru.js';
import { mailRu } from './mail-ru.js';
import { oauthRu } from './oauth-ru.js';
import { serversRu } from './servers-ru.js';
import { startingRu } from './starting-ru.js';
import { telegramRu } from './telegram-ru.js';
import { telegramSendingRu } from './telegram-sending-ru.js';
import { timelineRu } from './timeline-ru.js';
import { visitorsRu } from './visitors-ru.js';

/** Every public code in Russian, by area. `en.ts` has the same codes; a test compares them. What is parked is «не разобрано», on hold «отложено». */
export const ru: Catalog = {
  // Any call
  bug: 'У нас что-то пошло не так. По номеру запроса администратор найдёт причину.',
  'invalid-input': 'Некоторые поля заполнены неверно.',
  'not-found': 'По этому адресу ничего нет.',
  'unreadable-body': 'Тело запроса не удалось прочитать.',
  'body-too-large': 'Запрос слишком большой.',
  'unsupported-media-type': 'Такое содержимое здесь не принимается.',
  stopping: 'Служба останавливается, повторите чуть позже.',
  'database-away': 'База данных недоступна.',
  'bus-away': 'Шина сообщений недоступна.',
  'too-many-requests': 'Слишком часто. Подождите немного.',

  ...startingRu,
  ...inputRu,
  ...visitorsRu,

  // Files, pictures and inboxes
  'widget-not-built': 'Виджет не собран. Выполните npm run build.',
  'attachment-missing': 'Файл этого сообщения пропал. Загрузите его снова.',
  'inbox-missing': 'Такого ящика нет.',
  'inbox-reads-no-mailbox': 'Этот ящик не читает почту с сервера: старых писем у него нет.',
  'mail-not-known': 'Такое письмо не поступало.',
  'uploads-full':
    'Неотправленных файлов может быть не больше {{megabytes, number}} МБ. Сначала отправьте их: неотправленные удаляются через сутки.',
  'file-too-large': 'Файл больше {{megabytes, number}} МБ.',
  'file-missing': 'Такого файла нет.',
  'picture-not-known': 'Это не изображение PNG, JPEG или WebP.',
  'picture-unreadable': 'Изображение повреждено или движется. Выберите другое.',
  'picture-too-large':
    'Изображение {{width, number}} × {{height, number}} пикселей, а можно не больше {{limit, number}} по каждой стороне.',

  // Signing in
  'sign-in-needed': 'Сначала войдите.',
  'wrong-password': 'Неверный адрес или пароль.',
  'too-many-attempts': 'Слишком много неудачных попыток входа. Повторите через {{minutes}} мин.',
  'csrf-token-wrong': 'Страница устарела. Загрузите её заново.',
  'not-allowed': 'Ваша роль этого не позволяет.',
  'link-unusable': 'Эта ссылка уже использована, устарела или заменена. Попросите новую.',
  'email-needed': 'Укажите адрес, с которым будете входить.',
  'email-taken': 'Сотрудник с таким адресом уже есть.',

  // Calls of the API
  'cursor-invalid': 'Этот курсор не от этого списка. Начните без него.',
  'cursor-expired': 'История с этого места уже не хранится. Загрузите всё заново.',
  'idempotency-key-invalid': 'В Idempotency-Key от 1 до 255 знаков.',
  'idempotency-key-reused': 'Этот Idempotency-Key уже использован для другого запроса.',
  'if-match-invalid': 'В If-Match версия в кавычках, например "7".',
  'frame-invalid': 'Этот кадр непонятен.',
  'subscribed-already': 'Это соединение уже подписано.',
  'console-not-built': 'Консоль не собрана. Выполните npm run build.',

  // Tickets and answers
  'ticket-missing': 'Такого обращения нет или оно вам не видно.',
  'ticket-changed': 'Обращение тем временем изменили. Посмотрите на него снова.',
  'ticket-changed_customer': 'Клиент тем временем написал ещё. Посмотрите на обращение снова.',
  'ticket-changed_colleague': 'Коллега уже отвечает. Посмотрите на обращение снова.',
  'ticket-changed_you': 'Вы уже ответили на это обращение из другого окна. Посмотрите на него снова.',
  'ticket-closed': 'Обращение закрыто и больше не меняется. Чтобы написать клиенту, создайте новое.',
  'on-hold-only': 'Срок есть только у отложенного обращения.',
  'on-hold-past': 'Срок отложенного обращения должен быть ещё впереди.',
  'snooze-past': 'Отложить обращение можно только до времени, которое ещё не наступило.',
  'message-missing': 'Такого сообщения нет или оно вам не видно.',
  'conversation-missing': 'У обращения нет такой переписки.',
  'reply-empty': 'В ответе нужен текст или файл.',
  'reply-on-its-way': 'Ответ уже отправляется, отменить его нельзя.',
  'nothing-to-retry': 'В этом ответе нечего отправлять заново.',
  'no-recipient': 'В поле «Кому» никого нет: укажите, кому ответ.',
  'send-at-past': 'Ответ можно отложить только до времени, которое ещё не наступило.',
  'send-at-too-far': 'Ответ можно отложить не больше чем на год.',
  'channel-cannot-start': 'Первым можно написать письмо или в чат Telegram, который бот уже знает. Чат на сайте начинает клиент.',
  'upload-cut-off': 'Загрузка оборвалась.',
  'file-needed': 'Отправьте один файл как multipart/form-data.',
  'one-file-only': 'Отправляйте файлы по одному.',
  'file-link-unusable': 'Ссылка на файл устарела. Загрузите страницу заново.',
  'image-refused': 'Картинка не показана: её адрес не в интернете, это не картинка или она слишком велика.',
  'image-away': 'Картинку сейчас не получить.',
  'no-mail': 'Это сообщение пришло не письмом.',
  'blob-missing': 'Файла нет в папке данных. Восстановите его из резервной копии.',

  // People and settings
  'agent-missing': 'Такого сотрудника нет.',
  'team-missing': 'Такой команды нет.',
  'skill-missing': 'Навыка {{skill}} нет. Сначала добавьте его.',
  'contact-missing': 'Такого клиента нет или он вам не виден.',
  'parked-unreadable': 'Это событие никто не может прочитать. Посмотрите на него и удалите.',
  'parked-missing': 'Такого неразобранного события нет.',
  'name-taken': 'Это имя занято.',
  'last-admin': 'Это последний администратор. Сначала назначьте другого.',
  'bootstrap-invalid': 'Ошибки в файле начальной настройки ({{count}}):\n  {{details}}',
  'inbox-ok': 'Работает.',
  'inbox-failing': 'Не работает.',
  'inbox-off': 'Не запущен.',
  'inbox-settings-invalid': 'Настройки этого ящика неверны.',
  'assigned-by-agent': 'Назначено вручную',

  ...timelineRu,
  ...mailRu,
  ...answersRu,
  ...chatAnswersRu,
  ...awayRu,
  ...oauthRu,
  ...serversRu,
  ...checkRu,
  ...commandsRu,
  ...telegramRu,
  ...telegramSendingRu,
  ...doctorRu,

  // Parked events
  'event-unknown': 'Событие вида, которого эта версия не знает: {{type}}',
  'event-invalid': 'Событие не такое, каким объявлен его вид: {{type}}, {{path}}: {{problem}}',
  'event-too-large': 'Событие в {{size}} байт при наибольшем размере {{limit}}.',
  'payload-missing': 'По словам события, содержимое едет с ним, но его нет.',
  'blob-altered': 'В хранимом файле не те байты, что обещает его имя. Восстановите его из резервной копии.',
  'handler-failed': 'Обработка не удалась: {{message}}',
  'ended-the-process': 'Обработка завершила процесс, раз: {{deaths}}.',

  // Data
  'database-newer': 'База сделана более новой версией Otklik. Запустите её или восстановите резервную копию.',
  'secret-unreadable': 'Сохранённый пароль или токен не открыть: OTKLIK_SECRET или secret.key в папке данных уже другой.',
  'disk-full': 'В папку данных не записать. Освободите место на её диске.',
};
