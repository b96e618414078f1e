import { type JSX, render } from 'preact';
import type { ChatPage } from '@app/contracts';
import type { Theme } from '../../protocol.js';
import { Appearance } from './appearance.js';
import { type Around, AroundContext, useAround, useCell } from './around/around.js';
import type { Chat } from '../chat/chat.js';
import { Panel } from './panel.js';
import './styles.css';
import { spokenLocale, textsFor } from '../words/languages.js';
import { Times } from '../words/times.js';

/** The panel on its page: drawn anew when the site changes its language or theme, without losing what is typed. */
export class View {
  private readonly appearance: Appearance;

  /** @param close null: there is nothing to close */
  constructor(
    private readonly place: HTMLElement,
    private readonly page: ChatPage,
    private readonly chat: Chat,
    private readonly isFramed: boolean,
    private readonly close: (() => void) | null,
  ) {
    this.appearance = new Appearance(page.inbox.colour);
  }

  setTheme(theme: Theme): void {
    this.appearance.setTheme(theme);
  }

  /** @param asked BCP 47, what the site speaks */
  draw(asked: string): void {
    const { chat, close, isFramed, page } = this;
    const { inbox, limits } = page;
    const locale = spokenLocale(asked);
    this.appearance.setLanguage(locale, asked);
    const language = /^ru/i.test(locale) ? 'ru' : 'en';
    const around: Around = {
      chat,
      inbox,
      words: inbox.texts[language],
      language,
      limits,
      locale,
      texts: textsFor(locale),
      times: new Times(locale),
      isFramed,
      close,
    };
    render(
      <AroundContext.Provider value={around}>
        <PanelOfVisit />
      </AroundContext.Provider>,
      this.place,
    );
  }
}

/** Drawn from new when somebody else begins. */
function PanelOfVisit(): JSX.Element {
  const { chat } = useAround();
  return <Panel key={useCell(chat.state).visit} />;
}
