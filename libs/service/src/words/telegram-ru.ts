import type { Catalog } from './catalog.js';

/** `telegram-en.ts` in Russian. */
export const telegramRu: Catalog = {
  // What is looked at
  'step-bot-api': 'Связь с Telegram',
  'step-bot-token': 'Токен',
  'step-bot-intake': 'Как приходят сообщения',
  'step-bot-groups': 'Группы',

  // The Bot API and the way to it
  'telegram-reached': 'Telegram отвечает.',
  'telegram-away': 'Telegram недоступен ({{error}}).',
  'mend-telegram-away': 'Попытки продолжаются сами. Если Telegram заблокирован, укажите прокси.',
  'mend-telegram-away_unsaved': 'Проверьте адрес Bot API. Если Telegram заблокирован, укажите прокси.',
  'telegram-away-day': 'Telegram недоступен больше суток ({{error}}). Сообщения он хранит 24 часа: часть могла пропасть.',
  'mend-telegram-away-day': 'Укажите прокси или проверьте сеть; спросите клиентов, которые могли писать впустую.',
  'telegram-no-api': 'По адресу Bot API отвечает что-то другое.',
  'mend-telegram-no-api': 'Проверьте адрес; без локального сервера это https://api.telegram.org.',
  'telegram-proxy': 'Прокси этого бота не пропускает ({{error}}).',
  'mend-telegram-proxy': 'Проверьте его адрес, имя и пароль; попытки продолжаются сами.',
  'mend-telegram-proxy_unsaved': 'Проверьте его адрес, имя и пароль.',
  'telegram-asked-too-often_one': 'Telegram просит подождать {{count}} секунду.',
  'telegram-asked-too-often_few': 'Telegram просит подождать {{count}} секунды.',
  'telegram-asked-too-often_many': 'Telegram просит подождать {{count}} секунд.',
  'telegram-asked-too-often_other': 'Telegram просит подождать {{count}} секунды.',
  'mend-telegram-asked-too-often': 'Потом работа продолжится сама.',
  'telegram-call-refused': 'Telegram отклоняет запрос этого бота: {{description}}',

  // The token
  'telegram-token-good': 'Это токен бота @{{username}}.',
  'telegram-token-refused': 'Telegram не принимает токен этого бота.',
  'mend-telegram-token-refused': 'Возьмите новый у @BotFather и введите его.',
  'telegram-bot-taken': 'Этот бот уже подключён к ящику «{{inbox}}»: каждое сообщение Telegram отдаёт один раз.',
  'mend-telegram-bot-taken': 'Пользуйтесь тем ящиком, сначала выключите его или возьмите другого бота.',

  // How messages come
  'telegram-polled': 'Сообщения забираются отсюда; это работает в любой сети.',
  'telegram-other-poller': 'Сообщения этого бота читает другая программа.',
  'mend-telegram-other-poller': 'Завершите её или возьмите новый токен у @BotFather.',
  'telegram-other-webhook': 'Другая программа снова и снова направляет сообщения этого бота себе (вебхук).',
  'mend-telegram-other-webhook': 'Завершите её или возьмите новый токен у @BotFather.',
  'telegram-webhook-foreign':
    'Сообщения этого бота уходят на {{host}} — это не мы. Когда бота начнёт обслуживать этот ящик, они пойдут сюда и больше не туда.',
  'mend-telegram-webhook-foreign': 'Убедитесь, что там они никому не нужны.',
  'telegram-webhook-possible': 'Telegram будет доставлять сообщения сюда.',
  'telegram-webhook-good': 'Telegram доставляет сообщения сюда.',
  'telegram-webhook-failing': 'Telegram не смог доставить сюда сообщения: {{error}}. Ждут доставки: {{waiting}}.',
  'mend-telegram-webhook-failing': 'Проверьте, что PUBLIC_SITE_URL открывается снаружи по https, или забирайте сообщения сами (polling).',
  'telegram-webhook-not-https': 'Telegram доставляет сообщения только по адресам https, а PUBLIC_SITE_URL — {{site}}.',
  'mend-telegram-webhook-not-https': 'Дайте системе адрес с https или забирайте сообщения сами (polling).',
  'telegram-webhook-port': 'Telegram доставляет сообщения только на порты 443, 80, 88 и 8443, а у PUBLIC_SITE_URL порт {{port}}.',
  'mend-telegram-webhook-port': 'Возьмите один из этих портов или забирайте сообщения сами (polling).',
  'telegram-webhook-refused': 'Telegram не принимает адрес этой системы: {{description}}',
  'mend-telegram-webhook-refused': 'Проверьте PUBLIC_SITE_URL или забирайте сообщения сами (polling).',
  'update-no-json': 'По адресу бота пришло то, что не является JSON.',

  // Groups
  'telegram-groups-ignored': 'Сообщения групп не принимаются: так сказано в настройках.',
  'telegram-groups-off': 'Бота нельзя добавить в группы (@BotFather: /setjoingroups).',
  'telegram-groups-read': 'Режим приватности выключен: в группах бот принимает все сообщения, как сказано в настройках.',
  'telegram-groups-addressed':
    'В группах бот принимает то, что обращено к нему. Режим приватности выключен, так что Telegram отдаёт ему и всё остальное.',
  'telegram-privacy-fits': 'В группах бот принимает то, что обращено к нему: упоминания, ответы на его сообщения и команды.',
  'telegram-privacy-on':
    'Режим приватности включён: в группах бот видит только то, что обращено к нему, а по настройкам нужны все сообщения.',
  'mend-telegram-privacy-on': 'Выключите режим приватности (@BotFather: /setprivacy), затем удалите бота из групп и добавьте снова.',

  // Files, and what else comes from it
  'telegram-file-refused': 'Telegram не отдаёт этот файл: {{description}}',
  'telegram-file-lost': 'Telegram сутки не отдавал этот файл ({{error}}).',
  'telegram-file-awaited': 'Telegram пока не отдаёт этот файл ({{error}}). Попытки продолжаются сами, в течение суток.',
  'telegram-file-too-large': 'Файл больше {{megabytes, number}} МБ: такие файлы Telegram ботам не передаёт.',
  'telegram-file-elsewhere': 'Сервер указал для этого файла чужое место. Туда не пошли.',
  'telegram-file-wrong-size': 'Файл раз за разом приходил не того размера, который называет Telegram.',
  'telegram-file-outside': 'Локальный сервер назвал файл вне папки, указанной в настройках.',
  'telegram-file-unreadable': 'Файл локального сервера не читается ({{error}}). Проверьте папку в настройках ящика.',
  'telegram-local-folder-missing': 'Сервер хранит файлы на своём диске. Укажите его папку в настройках ящика.',
  'telegram-file-unready': 'Telegram ещё не подготовил этот файл. Попытка повторится сама.',
  'message-kind-unknown': 'Сообщения такого вида здесь не показываются ({{name}}). Оригинал сохранён.',
  'chats-raced': 'Чат сменил номер, пока приходили его сообщения. Они будут приняты ещё раз сами собой.',
};
