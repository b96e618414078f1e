import type { Catalog } from './catalog.js';

/** `starting-en.ts` in Russian. */
export const startingRu: Catalog = {
  // What is in the way
  'database-unreachable':
    'По адресу {{place}} не отвечает PostgreSQL ({{error}}). Запустите её или исправьте имя машины и порт в DATABASE_URL и MIGRATE_DATABASE_URL.',
  'database-login-refused':
    'PostgreSQL ({{place}}) не принимает пользователя {{user}} или пароль. Исправьте их в DATABASE_URL и MIGRATE_DATABASE_URL или разрешите пользователя в pg_hba.conf.',
  'database-missing': 'У PostgreSQL нет базы {{place}}. Создайте её (createdb) или исправьте её имя в DATABASE_URL и MIGRATE_DATABASE_URL.',
  'port-in-use': 'Порт {{port}} занят другой программой.',
  'mend-port-in-use': 'Завершите её или выберите другой порт: {{name}}=НОМЕР.',
  'host-not-here': 'Адреса HOST {{host}} нет на этой машине.',
  'port-not-allowed': 'Для порта {{port}} этому пользователю не хватает прав.',
  'mend-port-not-allowed': 'Выберите порт выше 1023: {{name}}=НОМЕР.',
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

  // Mistakes of a bootstrap file
  'bootstrap-not-json': 'не JSON: {{why}}',
  'bootstrap-whole': 'весь файл: {{details}}',
  'bootstrap-value': '{{place}}: {{details}}{{got}}',
  'bootstrap-no-skill': '{{place}}: нет навыка «{{name}}»',
  'bootstrap-no-agent': '{{place}}: нет сотрудника «{{name}}»',
  'bootstrap-no-team': '{{place}}: нет команды «{{name}}»',
  'bootstrap-no-inbox': '{{place}}: нет ящика «{{name}}»',
  'bootstrap-twice': '{{place}}: «{{name}}» указано дважды',

  // What a start tells
  'product-ready': 'Otklik готов ({{seconds}} с).',
  'where-to-set-up': 'Настройка       {{url}}   (один раз, в течение суток)',
  'where-console': 'Консоль         {{url}}',
  'where-demo': 'Демо-страница   {{url}}',
  'where-data': 'Данные          {{folder}}',
  'how-to-stop': 'Ctrl-C останавливает.',
};
