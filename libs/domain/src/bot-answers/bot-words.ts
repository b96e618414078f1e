import type { Language } from '@app/contracts';
import type { TicketState } from '../ticket-states.js';

type BotWords = {
  readonly hello: string;
  readonly helloFrom: (organisation: string) => string;
  readonly write: string;
  readonly commands: Readonly<Record<'status' | 'new' | 'close' | 'help', string>>;
  readonly proved: string;
  readonly request: (number: number, subject: string | null) => string;
  /** Behind the request and a colon. */
  readonly stages: Readonly<Record<TicketState, string>>;
  readonly expected: (within: string) => string;
  readonly opening: (when: string) => string;
  readonly nothingOpen: string;
  readonly andMore: (count: number) => string;
  readonly nextIsNew: string;
  readonly stays: (number: number) => string;
  readonly wasSolved: (number: number) => string;
  readonly notYours: (number: number) => string;
  readonly closed: (number: number) => string;
  readonly nothingToClose: string;
};

/** What bots say to customers. They say `request` where agents say `ticket`. */
export const BOT_WORDS: Readonly<Record<Language, BotWords>> = {
  ru: {
    hello: 'Здравствуйте!',
    helloFrom: (organisation) => `Здравствуйте! Это ${organisation}.`,
    write: 'Напишите сюда свой вопрос, ответит человек. Можно прислать фотографии, файлы и голосовые сообщения.',
    commands: {
      status: 'ваши обращения и что с ними',
      new: 'начать новое обращение',
      close: 'закрыть обращение, если вопрос решён',
      help: 'что умеет этот бот',
    },
    proved:
      'По вашей ссылке мы узнали, что это вы: этот чат теперь вместе с вашими прежними обращениями. Если ссылка была не ваша, напишите нам об этом.',
    request: (number, subject) => (subject === null ? `№ ${number}` : `№ ${number} «${subject}»`),
    stages: {
      new: 'получено, ждёт ответа',
      open: 'мы им занимаемся',
      pending: 'мы ответили и ждём вас',
      on_hold: 'ждём ответа от другой стороны',
      solved: 'решено',
      closed: 'закрыто',
    },
    expected: (within) => `Обычно мы отвечаем ${within}.`,
    opening: (when) => `Сейчас мы не работаем. Ответим, когда откроемся: ${when}.`,
    nothingOpen: 'Открытых обращений нет. Напишите сюда, и мы ответим.',
    andMore: (count) => `И ещё: ${count}.`,
    nextIsNew: 'Следующее ваше сообщение начнёт новое обращение.',
    stays: (number) => `№ ${number} остаётся у нас: на него мы тоже ответим.`,
    wasSolved: (number) => `№ ${number} закрыто: мы на него уже ответили.`,
    notYours: (number) => `Обращение № ${number} начали не вы: закрыть его может тот, кто его начал.`,
    closed: (number) => `Обращение № ${number} закрыто. Если что-то осталось, просто напишите сюда.`,
    nothingToClose: 'Закрывать нечего: открытых обращений в этом чате нет.',
  },
  en: {
    hello: 'Hello!',
    helloFrom: (organisation) => `Hello! This is ${organisation}.`,
    write: 'Write your question here, and a person will answer. You can send photos, files and voice messages.',
    commands: {
      status: 'your requests and what becomes of them',
      new: 'begin a new request',
      close: 'close a request that is settled',
      help: 'what this bot can do',
    },
    proved:
      'Your link told us who you are: this chat is now together with your earlier requests. If the link was not yours, please tell us here.',
    request: (number, subject) => (subject === null ? `#${number}` : `#${number} “${subject}”`),
    stages: {
      new: 'received, waits for an answer',
      open: 'we are working on it',
      pending: 'we have answered and wait for you',
      on_hold: 'we wait for somebody else',
      solved: 'solved',
      closed: 'closed',
    },
    expected: (within) => `We usually answer ${within}.`,
    opening: (when) => `We are closed now. We will answer when we are back: ${when}.`,
    nothingOpen: 'You have no open requests. Write here, and we will answer.',
    andMore: (count) => `And ${count} more.`,
    nextIsNew: 'Your next message begins a new request.',
    stays: (number) => `#${number} stays with us: we will answer it too.`,
    wasSolved: (number) => `#${number} is closed: we have answered it.`,
    notYours: (number) => `Request #${number} was begun by somebody else, who alone can close it here.`,
    closed: (number) => `Request #${number} is closed. If anything is left, just write here.`,
    nothingToClose: 'There is nothing to close: no request is open in this chat.',
  },
};
