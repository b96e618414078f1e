import type { ShownForm, ChatMessage, ChatPage } from '@app/contracts';
import type { ChatState } from '../src/panel/state/chat-state.js';
import type { Draft } from '../src/panel/state/draft.js';
import type { Outgoing } from '../src/panel/state/outgoing.js';

type Language = 'ru' | 'en';

const ANNA = { ru: 'Анна Крылова', en: 'Anna Krylova' };
const WORDS = {
  ru: [
    'Здравствуйте! Заказ 7781 должен был приехать вчера, но его до сих пор нет.',
    'И курьер не отвечает.',
    'Добрый день! Уже смотрю, одну минуту.',
    'Курьер застрял в пробке, будет у вас через 40 минут. Следить можно здесь: https://warm-bread.test/orders/7781?tab=route',
    'Спасибо, жду 🙏',
  ],
  en: [
    'Hello! Order 7781 should have arrived yesterday, but it is still not here.',
    'And the courier does not answer.',
    'Good afternoon! Let me look, just a minute.',
    'The courier is stuck in traffic and will be with you in 40 minutes. You can follow it here: https://warm-bread.test/orders/7781?tab=route',
    'Thank you, I am waiting 🙏',
  ],
};
const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200" fill="#e7b573"/><ellipse cx="160" cy="110" rx="110" ry="60" fill="#9c5a24"/></svg>')}`;

export const FORMS: readonly ShownForm[] = [
  {
    id: 'delivery',
    topic: { ru: 'Доставка', en: 'Delivery' },
    teamId: null,
    version: '',
    fields: [
      { kind: 'text', id: 'order', label: { ru: 'Номер заказа', en: 'Order number' }, required: true },
      { kind: 'email', id: 'mail', label: { ru: 'Почта', en: 'E-mail' }, required: false },
      {
        kind: 'choice',
        id: 'what',
        label: { ru: 'Что случилось', en: 'What happened' },
        required: true,
        options: [
          { ru: 'Заказ не приехал', en: 'The order did not arrive' },
          { ru: 'Привезли не то', en: 'The wrong thing came' },
        ],
      },
      { kind: 'number', id: 'loaves', label: { ru: 'Сколько батонов', en: 'How many loaves' }, required: false },
      { kind: 'textarea', id: 'more', label: { ru: 'Подробности', en: 'Details' }, required: false },
    ],
  },
  { id: 'order', topic: { ru: 'Хочу заказать торт', en: 'I want to order a cake' }, teamId: null, version: '', fields: [] },
  {
    id: 'other',
    topic: { ru: 'Другое, чего нет в этом списке, а рассказать всё равно надо', en: 'Something else that is not in this list at all' },
    teamId: null,
    version: '',
    fields: [],
  },
];

export function aPage(changes: Partial<ChatPage['inbox']> = {}): ChatPage {
  const words = { title: null, greeting: null, closed: null };
  return {
    inbox: {
      id: '7b0c5f4e-3a51-4b8e-9f0a-1d2c3b4a5f60',
      name: 'Warm Bread',
      texts: { ru: { ...words, title: 'Тёплый хлеб' }, en: words },
      colour: '#b8451b',
      position: 'right',
      forms: [],
      askAddress: 'closed',
      sendsMail: true,
      open: true,
      nextOpenAt: null,
      ...changes,
    },
    nonce: '',
    origins: [],
    nullOrigin: false,
    limits: { textLength: 8_000, files: 10, fileBytes: 25_000_000, unsentBytes: 100_000_000 },
  };
}

/** @param minutes before noon of today */
export function aMessage(position: number, text: string, changes: Partial<ChatMessage> = {}, minutes = 60 - position): ChatMessage {
  const at = new Date(new Date().setHours(12, -minutes, 0, 0));
  return {
    id: `message ${position}`,
    kind: 'inbound',
    clientId: null,
    position,
    text,
    at: at.toISOString(),
    author: null,
    byMail: false,
    form: null,
    attachments: [],
    ...changes,
  };
}

export function anOutgoing(text: string, changes: Partial<Outgoing> = {}): Outgoing {
  const at = new Date(new Date().setHours(12, 0, 0, 0)).toISOString();
  return {
    clientId: `outgoing ${text}`,
    text,
    files: [],
    at,
    order: 1,
    page: null,
    form: null,
    visitor: null,
    state: 'waiting',
    reason: null,
    ...changes,
  };
}

function aDraft(name: string, changes: Partial<Draft>): Draft {
  const blob = new Blob();
  return { key: name, name, size: 48_200, type: '', blob, id: null, progress: 0, state: 'ready', preview: null, ...changes };
}

/** What was said so far. */
export function aChat(language: Language, upTo = 5): readonly ChatMessage[] {
  const author = { name: ANNA[language], picture: null };
  return WORDS[language].slice(0, upTo).map((text, at) => aMessage(at + 1, text, at === 2 || at === 3 ? { kind: 'reply', author } : {}));
}

type Told = { readonly inbox?: Partial<ChatPage['inbox']>; readonly state: Partial<ChatState> };

const file = (id: string, filename: string, contentType: string, size: number, url = '') => ({ id, filename, contentType, size, url });
const LONG = 'Рентгеноэлектрокардиографического'.repeat(6);
const soon = () => new Date(Date.now() + 3 * 3_600_000).toISOString();

/** Every state that is worth looking at, by its name. */
export const SCENES: Readonly<Record<string, (language: Language) => Told>> = {
  empty: () => ({ state: {} }),
  loading: () => ({ state: { isLoading: true, link: 'connecting' } }),
  topics: () => ({ inbox: { forms: FORMS }, state: {} }),
  fields: () => ({ inbox: { forms: FORMS }, state: { screen: 'delivery' } }),
  closed: () => ({ inbox: { open: false, nextOpenAt: soon() }, state: { office: { open: false, nextOpenAt: soon() } } }),
  chat: (language) => ({
    state: { messages: aChat(language), agent: { name: ANNA[language], picture: null }, seenPosition: 5 },
  }),
  files: (language) => ({
    state: {
      agent: { name: ANNA[language], picture: PICTURE },
      messages: [
        ...aChat(language, 3),
        aMessage(4, '', {
          attachments: [
            file('a', 'bread.png', 'image/png', 48_200, PICTURE),
            file('b', 'check 7781 of November.pdf', 'application/pdf', 1_240_000),
          ],
        }),
        aMessage(5, language === 'ru' ? 'Вот счёт.' : 'Here is the bill.', {
          kind: 'reply',
          author: { name: ANNA[language], picture: PICTURE },
          attachments: [file('c', 'a very long name of a file that nobody could ever read to its end.docx', 'application/msword', 912)],
        }),
      ],
    },
  }),
  marks: (language) => ({
    state: {
      link: 'offline',
      messages: [aMessage(1, WORDS[language][0]!, {}, 50), aMessage(2, WORDS[language][1]!, { byMail: true }, 30)],
      seenPosition: 1,
      outgoing: [
        anOutgoing(WORDS[language][4]!, { state: 'stored' }),
        anOutgoing('2', { state: 'refused', reason: 'attachment-missing' }),
        anOutgoing('3'),
      ],
    },
  }),
  drafts: (language) => ({
    state: {
      messages: aChat(language, 2),
      drafts: [
        aDraft('bread.png', { state: 'ready', progress: 1, preview: PICTURE }),
        aDraft('a very long name of a file that nobody could ever read to its end.docx', { state: 'uploading', progress: 0.6 }),
        aDraft('bill.pdf', { state: 'waiting' }),
      ],
      problem: { code: 'file-too-large', name: 'holiday.mov' },
    },
  }),
  queue: (language) => ({ state: { messages: aChat(language, 2), queue: { place: 3, expected: [5, 15] } } }),
  typing: (language) => ({
    state: { messages: aChat(language, 3), agent: { name: ANNA[language], picture: null }, isTyping: true, seenPosition: 2 },
  }),
  words: (language) => ({
    inbox: { name: `${LONG} ${LONG}`, texts: { ru: LONG_WORDS, en: LONG_WORDS }, open: false },
    state: {
      office: { open: false, nextOpenAt: soon() },
      agent: { name: LONG, picture: null },
      address: `${'long.'.repeat(20)}name@example.test`,
      messages: [
        aMessage(1, LONG, { form: { topic: LONG, answers: [{ label: LONG, value: LONG }] } }),
        aMessage(2, `${LONG} ${WORDS[language][0]} مرحبا كيف حالك`, { kind: 'reply', author: { name: LONG, picture: null } }),
        aMessage(3, '🙂'.repeat(150)),
      ],
    },
  }),
  address: (language) => ({
    inbox: { open: false, nextOpenAt: soon() },
    state: { office: { open: false, nextOpenAt: soon() }, messages: aChat(language, 2) },
  }),
  form: (language) => ({
    state: {
      messages: [
        aMessage(1, WORDS[language][0]!, {
          form: {
            topic: FORMS[0]!.topic[language],
            answers: [
              { label: FORMS[0]!.fields[0]!.label[language], value: '7781' },
              { label: FORMS[0]!.fields[1]!.label[language], value: 'maria@example.test' },
            ],
          },
        }),
        aMessage(2, WORDS[language][2]!, { kind: 'reply', author: { name: ANNA[language], picture: null } }),
      ],
      agent: { name: ANNA[language], picture: null },
      seenPosition: 1,
    },
  }),
};

const LONG_WORDS = { title: null, greeting: LONG, closed: `${LONG}: ${LONG}` };
