/** Everything the panel says, by language. */
export type Texts = {
  readonly lead: string;
  readonly hello: string;
  readonly greeting: string;
  readonly safe: string;
  readonly placeholder: string;
  readonly message: string;
  readonly log: string;
  readonly send: string;
  readonly attach: string;
  readonly close: string;
  readonly remove: string;
  readonly retry: string;
  readonly download: string;
  readonly drop: string;
  readonly newer: string;
  readonly you: string;
  readonly waiting: string;
  readonly sending: string;
  readonly stored: string;
  readonly refused: string;
  readonly offline: string;
  readonly loading: string;
  readonly fileWaits: string;
  readonly characters: string;
  /** By the codes of what went wrong. `{name}`, `{limit}` and `{count}` are filled in. */
  readonly problems: Readonly<Record<string, string>>;
};

const RU: Texts = {
  lead: 'Напишите, ответим прямо здесь',
  hello: 'Здравствуйте!',
  greeting: 'Задайте вопрос: ответит живой человек.',
  safe: 'Страницу можно закрыть, переписка сохранится.',
  placeholder: 'Напишите сообщение',
  message: 'Ваше сообщение',
  log: 'Переписка',
  send: 'Отправить',
  attach: 'Прикрепить файл',
  close: 'Закрыть чат',
  remove: 'Убрать',
  retry: 'Повторить',
  download: 'Скачать',
  drop: 'Отпустите, чтобы прикрепить',
  newer: 'Новые сообщения',
  you: 'Вы',
  waiting: 'Ждёт связи',
  sending: 'Отправляется',
  stored: 'Отправлено',
  refused: 'Не отправлено',
  offline: 'Нет связи. Всё, что вы напишете, сохранится и уйдёт само.',
  loading: 'Загружаем переписку',
  fileWaits: 'уйдёт вместе с сообщением',
  characters: 'Осталось знаков: {count}',
  problems: {
    'file-too-large': '«{name}» больше {limit}: такой файл не отправить.',
    'too-many-files': 'В одном сообщении не больше файлов: {count}.',
    'file-empty': '«{name}» пуст.',
    'file-refused': '«{name}» не удалось отправить.',
    'file-missing': 'Прикреплённый файл пропал. Прикрепите его снова.',
    'not-sent': 'Не удалось отправить сообщение.',
    'no-link': 'Файл сейчас не открыть. Попробуйте ещё раз.',
  },
};

const EN: Texts = {
  lead: 'Write to us, we answer right here',
  hello: 'Hello!',
  greeting: 'Ask anything: a real person will answer.',
  safe: 'You may close the page, the chat is kept.',
  placeholder: 'Write a message',
  message: 'Your message',
  log: 'Conversation',
  send: 'Send',
  attach: 'Attach a file',
  close: 'Close chat',
  remove: 'Remove',
  retry: 'Try again',
  download: 'Download',
  drop: 'Drop to attach',
  newer: 'New messages',
  you: 'You',
  waiting: 'Waiting for connection',
  sending: 'Sending',
  stored: 'Sent',
  refused: 'Not sent',
  offline: 'No connection. What you write is kept and sent by itself.',
  loading: 'Loading the conversation',
  fileWaits: 'goes with the message',
  characters: 'Characters left: {count}',
  problems: {
    'file-too-large': '“{name}” is larger than {limit} and cannot be sent.',
    'too-many-files': 'At most {count} files go with one message.',
    'file-empty': '“{name}” is empty.',
    'file-refused': '“{name}” could not be sent.',
    'file-missing': 'An attached file is gone. Attach it again.',
    'not-sent': 'The message could not be sent.',
    'no-link': 'The file cannot be opened right now. Try again.',
  },
};

export function textsFor(locale: string): Texts {
  return /^ru([-_]|$)/i.test(locale) ? RU : EN;
}

/** The locale itself where its language is spoken here, else English: words, dates and numbers go together. */
export function spokenLocale(locale: string): string {
  const tag = locale.replaceAll('_', '-');
  return /^(ru|en)(-|$)/i.test(tag) && isKnown(tag) ? tag : 'en';
}

/** A site may say anything of its language. */
function isKnown(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A size of a file as the console shows it too: 1 kB is 1000 bytes, `812 B`, `10 kB`, `2.4 MB`. */
export function sizeText(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const digits = value < 10 && unit !== 'byte' ? 1 : 0;
  const unitDisplay = unit === 'byte' ? 'narrow' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }).format(value);
}
