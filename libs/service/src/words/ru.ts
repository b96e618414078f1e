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
  'origin-refused': 'Так может обращаться только сама страница чата.',
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
};
