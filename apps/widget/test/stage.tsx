import { act } from 'preact/test-utils';
import type { ChatPage } from '@app/contracts';
import { Chat } from '../src/panel/chat/chat.js';
import type { ChatState } from '../src/panel/state/chat-state.js';
import { Storage } from '../src/panel/browser/storage.js';
import { spokenLocale } from '../src/panel/words/languages.js';
import { View } from '../src/panel/view/view.js';
import type { Theme } from '../src/protocol.js';
import { aMessage, aPage, SCENES } from './scenes.js';

/** How a scene is played. */
export type Play = { readonly locale: string; readonly theme?: Theme; readonly inbox?: Partial<ChatPage['inbox']> };

declare global {
  interface Window {
    /** The panel's real parts, which speak to nobody: drawn in a given state by what the specs say. */
    stage: Stage;
  }
}

/** All is drawn when a call returns, also what Preact puts off until after the next frame. */
class Stage {
  readonly names = Object.keys(SCENES);
  closed = 0;
  private chat: Chat | null = null;
  private view: View | null = null;
  private position = 1_000;

  play(name: string, { locale, theme = 'light', inbox = {} }: Play): void {
    const told = SCENES[name]?.(locale.startsWith('ru') ? 'ru' : 'en');
    if (!told) throw new Error(`There is no scene ${name}.`);
    const place = document.createElement('div');
    place.id = 'panel';
    document.body.replaceChildren(place);
    const page = aPage({ ...told.inbox, ...inbox });
    this.chat = new Chat(page, Storage.none(), spokenLocale(locale), () => undefined);
    this.chat.state.change({ isShown: true, link: 'online', ...told.state });
    this.view = new View(place, page, this.chat, true, () => (this.closed += 1));
    this.view.setTheme(theme);
    this.speak(locale);
  }

  speak(locale: string): void {
    drawn(() => this.view?.draw(locale));
  }

  get state(): ChatState | undefined {
    return this.chat?.state.value;
  }

  change(state: Partial<ChatState>): void {
    drawn(() => this.chat?.state.change(state));
  }

  /** An agent's answer comes. */
  answer(text: string, name = 'Anna Krylova'): void {
    this.add(aMessage((this.position += 1), text, { kind: 'reply', author: { name, picture: null } }, 0));
  }

  /** The visitor's own message comes back. */
  own(text: string): void {
    this.add(aMessage((this.position += 1), text, {}, 0));
  }

  private add(message: ReturnType<typeof aMessage>): void {
    this.change({ messages: [...(this.chat?.state.value.messages ?? []), message] });
  }
}

function drawn(work: () => void): void {
  // What it returns is for work that goes on later.
  void act(work);
}

window.stage = new Stage();
