import { render } from 'preact';
import type { ChatPage } from '@app/contracts';
import { textOn } from '../colour.js';
import type { Theme, ToPanel } from '../protocol.js';
import { AroundContext } from './around.js';
import { Chat } from './chat.js';
import { Host } from './host.js';
import { Panel } from './panel.js';
import { Storage } from './storage.js';
import './styles.css';
import { spokenLocale, textsFor } from './texts.js';
import { Times } from './times.js';

const root = document.getElementById('panel');
if (root?.dataset.page) await start(root, JSON.parse(root.dataset.page) as ChatPage);

async function start(place: HTMLElement, page: ChatPage): Promise<void> {
  const { inbox, limits, origins } = page;
  let hear: (message: ToPanel) => void = () => undefined;
  const opening = Storage.open(inbox.id);
  const host = await Host.meet(origins, (message) => hear(message));
  const { theme } = host.settings;
  const locale = spokenLocale(host.settings.locale);
  dress(inbox.colour, theme ?? 'auto', locale);

  const chat = new Chat(page, await opening, locale, (message) => host.tell(message));
  chat.sitePage = host.settings.page || null;
  hear = (message) => {
    chat.sitePage = message.page;
    const isShown = message.type === 'shown';
    if (isShown !== chat.state.value.isShown) chat.setShown(isShown);
  };
  await chat.load();
  const around = {
    chat,
    inbox,
    limits,
    locale,
    texts: textsFor(locale),
    times: new Times(locale),
    isFramed: host.isFramed,
    close: () => host.tell({ type: 'close' }),
  };
  render(
    <AroundContext.Provider value={around}>
      <Panel />
    </AroundContext.Provider>,
    place,
  );
  document.addEventListener('visibilitychange', () => chat.noteRead());
  host.tell({ type: 'ready', colour: inbox.colour });
  if (!host.isFramed) chat.setShown(true);
  chat.start();
}

function dress(colour: string, theme: Theme, locale: string): void {
  const page = document.documentElement;
  page.lang = locale;
  page.style.setProperty('--brand', colour);
  const text = textOn(colour);
  page.style.setProperty('--on-brand', text);
  // A surface on the brand's colour goes away from its text, which stays readable on it.
  page.style.setProperty('--on-brand-well', text === '#fff' ? 'rgb(0 0 0 / .2)' : 'rgb(255 255 255 / .4)');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = (): void => {
    page.dataset.theme = theme === 'dark' || (theme === 'auto' && dark.matches) ? 'dark' : 'light';
  };
  dark.addEventListener('change', paint);
  paint();
}
