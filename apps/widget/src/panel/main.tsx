import type { ChatPage } from '@app/contracts';
import type { ToPanel } from '../protocol.js';
import { Chat } from './chat/chat.js';
import { Host } from './host.js';
import { stayAboveKeyboard } from './keyboard.js';
import { Storage } from './browser/storage.js';
import { spokenLocale } from './words/languages.js';
import { View } from './view/view.js';

const root = document.getElementById('panel');
if (root?.dataset.page) await start(root, JSON.parse(root.dataset.page) as ChatPage);

async function start(place: HTMLElement, page: ChatPage): Promise<void> {
  const { inbox, origins, nullOrigin } = page;
  const opening = Storage.open(inbox.id);
  const host = await Host.meet(origins, nullOrigin);
  const { isFramed, settings } = host;
  const chat = new Chat(page, await opening, spokenLocale(settings.locale), (message) => host.tell(message));
  chat.sitePage = settings.page || null;
  await chat.load();
  const view = new View(place, page, chat, isFramed, isFramed && !settings.isEmbedded ? () => host.tell({ type: 'close' }) : null);
  view.setTheme(settings.theme ?? 'auto');
  view.draw(settings.locale);
  document.addEventListener('visibilitychange', () => chat.reading.look());
  host.listen((message) => hear(message, chat, view));
  host.tell({ type: 'ready', colour: inbox.colour, position: inbox.position });
  if (isFramed) return;
  stayAboveKeyboard(visualViewport);
  chat.setShown(true);
  await chat.start();
}

function hear(message: ToPanel, chat: Chat, view: View): void {
  switch (message.type) {
    case 'shown':
    case 'hidden': {
      chat.sitePage = message.page;
      // Who the site's user is was said before it: what the browser remembers may be another's.
      void chat.start();
      const isShown = message.type === 'shown';
      if (isShown !== chat.state.value.isShown) chat.setShown(isShown);
      return;
    }
    case 'identify':
    case 'token':
    case 'logout':
      chat.siteWord.hear(message);
      return chat.identity.hear(message);
    case 'locale':
      return view.draw(message.locale);
    case 'theme':
      return view.setTheme(message.theme);
    case 'update':
    case 'track':
      return chat.siteWord.hear(message);
    case 'prefill':
      return chat.state.change({ prefill: message.text });
    case 'screen':
      return chat.state.change({ screen: message.screen });
  }
}
