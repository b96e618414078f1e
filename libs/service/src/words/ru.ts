import type { Catalog } from '../words.js';

/** Every public code in Russian, by area. `en.ts` has the same codes; a test compares them. */
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

  // Starting
  'port-in-use': 'Порт {{port}} занят другой программой. Завершите её или выберите другой порт: {{name}}=НОМЕР.',
  'host-not-here': 'Адреса HOST {{host}} нет на этой машине.',
  'port-not-allowed': 'Для порта {{port}} этому пользователю не хватает прав. Выберите порт выше 1023: {{name}}=НОМЕР.',
  'data-in-use':
    'Otklik уже работает с этими данными: {{name}}, процесс {{pid}}, папка {{folder}}. Остановите его или запустите с другими данными: OTKLIK_DATA=ПАПКА.',
  'data-not-writable': 'Этот пользователь не может создать или открыть папку данных {{folder}}. Выберите другую: OTKLIK_DATA=ПАПКА.',
  'database-gone':
    'База этой папки данных была в {{folder}}, и её там нет. Верните её или удалите postgres.json из папки данных, чтобы начать заново.',
  'no-embedded-database': 'Встроенной PostgreSQL для {{platform}} нет. Укажите свою в DATABASE_URL.',
  'no-user-for-database':
    'PostgreSQL не работает от root, а пользователя {{user}} создать не удалось. Создайте его или запустите от другого пользователя.',
  'making-user': 'PostgreSQL не работает от root: создаю для неё системного пользователя {{user}}.',
  'database-elsewhere': 'База лежит в {{folder}}: её пользователь не может пройти через папки над папкой данных.',
  'making-database': 'Создаю базу данных.',

  'bootstrap-unreadable': 'Файл начальной настройки {{file}} не читается: {{why}}',

  // What a start tells
  'product-ready': 'Otklik готов ({{seconds}} с).',
  'where-to-set-up': 'Настройка       {{url}}   (один раз, в течение суток)',
  'where-console': 'Консоль         {{url}}',
  'where-demo': 'Демо-страница   {{url}}',
  'where-data': 'Данные          {{folder}}',
  'how-to-stop': 'Ctrl-C останавливает.',

  // Visitors of a web chat
  'nonce-expired': 'Страница чата устарела. Загрузите её снова.',
  'visitor-unknown': 'Этот браузер в чате не знаком (или уже не знаком).',
  'origin-refused': 'Этой странице это не позволено.',
  'message-empty': 'В сообщении нужен текст или файл.',
  'file-empty': 'Файл пуст.',
  'frame-unreadable': 'Кадр не удалось прочитать: {{detail}}.',
  'hello-first': 'Первый кадр говорит, кто вы: hello.',
  'not-supported': 'Этот веб-чат такого пока не умеет.',
  'too-many-connections': 'Чат открыт уже в слишком многих местах.',
  'widget-not-built': 'Виджет не собран. Выполните npm run build.',
  'too-many-requests': 'Слишком часто. Подождите немного.',
  'attachment-missing': 'Файл этого сообщения пропал. Загрузите его снова.',
  'inbox-missing': 'Такого ящика нет.',
  'file-too-large': 'Файл больше {{limit}} байт.',
  'file-missing': 'Такого файла нет.',

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
  'ticket-closed': 'Обращение закрыто и больше не меняется. Создайте новое.',
  'on-hold-only': 'Срок есть только у отложенного обращения.',
  'message-missing': 'Такого сообщения нет или оно вам не видно.',
  'conversation-missing': 'У обращения нет такой переписки.',
  'reply-empty': 'В ответе нужен текст или файл.',
  'reply-on-its-way': 'Ответ уже отправляется, отменить его нельзя.',
  'nothing-to-retry': 'В этом ответе нечего отправлять заново.',
  'no-recipient': 'Укажите, кому ответ: сюда ещё никто не писал.',
  'send-at-too-far': 'Ответ можно отложить не больше чем на год.',
  'channel-cannot-start': 'Первым можно написать только письмо. Чат начинает клиент.',
  'upload-cut-off': 'Загрузка оборвалась.',
  'file-needed': 'Отправьте один файл как multipart/form-data.',
  'file-link-unusable': 'Ссылка на файл устарела. Загрузите страницу заново.',
  'blob-missing': 'Файла нет в папке данных. Восстановите его из резервной копии.',

  // People and settings
  'agent-missing': 'Такого сотрудника нет.',
  'team-missing': 'Такой команды нет.',
  'skill-missing': 'Навыка {{skill}} нет. Сначала добавьте его.',
  'contact-missing': 'Такого клиента нет или он вам не виден.',
  'parked-unreadable': 'Это событие никто не может прочитать. Посмотрите на него и удалите.',
  'parked-missing': 'Такого отложенного события нет.',
  'name-taken': 'Это имя занято.',
  'last-admin': 'Это последний администратор. Сначала назначьте другого.',
  'bootstrap-invalid': 'Ошибки в файле начальной настройки ({{count}}):\n{{mistakes}}',
  'inbox-ok': 'Работает.',
  'inbox-failing': 'Не работает.',
  'inbox-off': 'Не запущен.',
  'inbox-settings-invalid': 'Настройки этого ящика неверны.',
  'assigned-by-agent': 'Назначено вручную',

  // States, as timelines name them
  'state.new': 'новое',
  'state.open': 'открыто',
  'state.pending': 'ждём клиента',
  'state.on_hold': 'отложено',
  'state.solved': 'решено',
  'state.closed': 'закрыто',
  'priority.low': 'низкая',
  'priority.normal': 'обычная',
  'priority.high': 'высокая',
  'priority.urgent': 'срочная',

  // What happened to a ticket
  'event.opened': 'Обращение открыто',
  'event.assigned': 'Назначено: {{toName}}',
  'event.given-back': 'Возвращено в очередь',
  'event.state-changed': 'Состояние: $t(state.{{from}}) → $t(state.{{to}})',
  'event.subject-changed': 'Тема: {{to}}',
  'event.priority-changed': 'Срочность: $t(priority.{{from}}) → $t(priority.{{to}})',
  'event.team-changed': 'Передано: {{fromName}} → {{toName}}',
  'event.skills-changed': 'Навыки: {{skills}}',
  'event.tags-changed': 'Метки: {{tags}}',
  'event.spam-marked': 'Отмечено как спам',
  'event.spam-cleared': 'Не спам',
  'event.snoozed': 'Напомнить {{until}}',
  'event.snooze-ended': 'Больше не отложено',
  'event.on-hold-until': 'Отложено до {{until}}',
  'event.delivery-failed': 'Ответ не доставлен',
  'event.delivery-bounced': 'Ответ вернулся недоставленным',
  'event.delivery-unknown': 'Неизвестно, дошёл ли ответ',
  'event.delivery-resent': 'Ответ отправлен повторно после обрыва',

  // Mailboxes and their mail
  'mailbox-login-refused': 'Почтовый сервер не принимает имя или пароль. Укажите верные; попытка повторяется каждую минуту.',
  'mailbox-tls-failed':
    'Нет защищённого соединения с почтовым сервером: сертификат недействителен или сервер не предлагает TLS. Выберите другой вид TLS или обновите сертификат.',
  'mailbox-folder-missing': 'В ящике нет папки INBOX.',
  'mailbox-limited': 'Почтовый сервер просит обращаться реже. Чтение продолжится само.',
  'mailbox-away': 'Почтовый сервер недоступен ({{error}}). Проверьте имя и порт; попытки продолжаются.',
  'mailbox-closed': 'Почтовый сервер закрыл соединение. Оно откроется снова само.',
  'mailbox-incomplete':
    'Почтовый сервер не отдаёт писем: {{count}}, начиная с номера {{uid}}. Ничего не пропущено; посмотрите на них в ящике.',
  'mailbox-search-refused': 'Почтовый сервер отказал в поиске. Попытки продолжаются.',
  'mail-server-silent': 'Почтовый сервер не отвечает. Попытки продолжаются.',
  'tls-needed': 'Без TLS разрешены только внутренние адреса. Выберите TLS для этого сервера.',
  'smtp-login-refused': 'Сервер отправки не принимает имя или пароль. Укажите верные; ответы подождут.',
  'smtp-tls-failed':
    'Нет защищённого соединения с сервером отправки: сертификат недействителен или сервер не предлагает TLS. Ответы подождут.',
  'smtp-away': 'Сервер отправки недоступен ({{error}}). Ответы подождут и уйдут сами.',
  'smtp-refused': 'Почтовый сервер отказал ({{status}}): {{answer}}',
  'smtp-cut': 'Соединение прервалось до отправки письма ({{error}}).',
  'smtp-cut-after-mail': 'Соединение прервалось после отправки письма, но до подтверждения сервера ({{error}}).',
  'sender-changed': 'Продолжит другой процесс.',
  'sender-died': 'Процесс, отправлявший письмо, завершился раньше, чем стал известен результат.',
  'address-unusable': 'Адрес не имеет вида имя@домен. Исправьте его и отправьте снова.',
  'mail-unreadable': 'Это письмо не удалось прочитать. Оригинал приложен.',
  'mail-too-hard': 'Чтение этого письма заняло слишком много времени. Оригинал приложен.',
  'mail-too-large': 'Это письмо больше 64 МБ и не было прочитано. Оригинал приложен.',

  // Why a ticket went to whom it went
  'least-load': 'Загрузка {{load}} из {{capacity}}, ниже всех из тех, кто может взять ({{able}})',
  'least-load_skill': 'Умеет {{skill}} ({{level}} из 5), загрузка {{load}} из {{capacity}}, ниже всех из тех, кто может взять ({{able}})',
  'visitor-name': 'Посетитель {{id}}',
  'only-able': 'Только этот сотрудник может взять, загрузка {{load}} из {{capacity}}',
  'only-able_skill': 'Из свободных только этот сотрудник умеет {{skill}} ({{level}} из 5), загрузка {{load}} из {{capacity}}',

  // Telegram
  'telegram-token-refused': 'Telegram не принимает токен этого бота. Возьмите новый у @BotFather и введите его.',
  'telegram-other-poller': 'Сообщения этого бота читает другая программа. Завершите её или возьмите новый токен у @BotFather.',
  'telegram-away': 'Telegram недоступен ({{error}}). Попытки продолжаются сами.',
  'telegram-too-many': 'Telegram просит слать реже. Ответ уйдёт сам через мгновение.',
  'telegram-trouble': 'Ошибка на стороне Telegram: {{description}}. Дошёл ли ответ, неизвестно.',
  'telegram-cut': 'Связь оборвалась до того, как Telegram подтвердил ответ ({{error}}). Дошёл ли он, неизвестно.',
  'telegram-blocked': 'Клиент заблокировал бота.',
  'telegram-refused': 'Telegram не принял ответ: {{description}}',
  'telegram-file-refused': 'Telegram не отдаёт этот файл: {{description}}',
  'telegram-file-lost': 'Telegram не отдал этот файл за время, пока хранит его.',
  'message-kind-unknown': 'Такой вид сообщений здесь неизвестен. Оригинал сохранён.',
  'frame-too-long': 'В кадре не больше 64 кБ. Отправляйте меньше за раз, а файлы отдельно.',

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
