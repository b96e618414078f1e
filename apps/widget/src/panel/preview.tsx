import type { ChatMessage, ChatPage, ChatPreview, PreviewHello } from '@app/contracts';
import { render } from 'preact';
import { Chat } from './chat/chat.js';
import type { ChatState } from './state/chat-state.js';
import { Storage } from './browser/storage.js';
import { View } from './view/view.js';

const HELLO: PreviewHello = 'otklik:preview';

/** Told to nobody here: nothing can be typed. */
const LIMITS: ChatPage['limits'] = { textLength: 8_000, files: 10, fileBytes: 25_000_000, unsentBytes: 100_000_000 };

const SAID = {
  ru: {
    agent: 'Анна',
    asked: 'Здравствуйте! Когда приедет мой заказ?',
    answered: 'Добрый день! Сегодня до 18:00, курьер позвонит за час.',
  },
  en: { agent: 'Anna', asked: 'Hello! When will my order come?', answered: 'Good day! Today by 6 p.m., the courier rings an hour before.' },
} as const;

const root = document.getElementById('panel');
if (root?.dataset.console) meet(root, root.dataset.console);

/**
 * The panel as visitors will see it, for the console: its real parts, with settings that are not saved yet. It opens no session and no
 * socket, keeps nothing, and can be looked at only (`inert`).
 *
 * @param origin of the console, whose word alone is heard
 */
function meet(place: HTMLElement, origin: string): void {
  place.inert = true;
  addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== window.parent || event.origin !== origin || event.data !== HELLO || !port) return;
    port.onmessage = ({ data }: MessageEvent<ChatPreview>) => {
      show(place, data);
      port.postMessage('shown');
    };
  });
}

/** What the panel began with on screen. */
let begunWith = '';

function show(place: HTMLElement, { inbox, scene, locale, theme }: ChatPreview): void {
  const shown = { ...inbox, forms: scene === 'form' ? inbox.forms : [] };
  const page: ChatPage = { inbox: shown, nonce: '', origins: [], nullOrigin: false, limits: LIMITS };
  const chat = new Chat(page, Storage.none(), locale, () => undefined);
  chat.state.change(stateOf(shown, scene, locale));
  // Which topic was chosen is the panel's own state: other topics begin anew.
  const begins = JSON.stringify([scene, shown.forms]);
  if (begins !== begunWith) render(null, place);
  begunWith = begins;
  const view = new View(place, page, chat, true, () => undefined);
  view.setTheme(theme);
  view.draw(locale);
}

function stateOf(inbox: ChatPreview['inbox'], scene: ChatPreview['scene'], locale: 'ru' | 'en'): Partial<ChatState> {
  const { agent: name, asked, answered } = SAID[locale];
  const agent = { name, picture: null };
  const said = [message(1, 'inbound', asked, null), message(2, 'reply', answered, agent)];
  return {
    isShown: true,
    link: 'online',
    office: { open: inbox.open, nextOpenAt: inbox.nextOpenAt },
    ...(scene === 'chat' && { messages: said, agent, seenPosition: 1 }),
  };
}

function message(position: number, kind: ChatMessage['kind'], text: string, author: ChatMessage['author']): ChatMessage {
  const at = new Date(Date.now() - (3 - position) * 60_000).toISOString();
  return { id: `${position}`, kind, clientId: null, position, text, at, author, byMail: false, form: null, attachments: [] };
}
