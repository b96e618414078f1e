import { accentOn, contrast, isColour, textOn } from '../../colour.js';
import type { Theme } from '../../protocol.js';

/** Behind words in each theme: the style sheet's `--hover`, the darkest of the light grounds and the lightest of the dark ones. */
const GROUNDS = { light: '#eef0f4', dark: '#2b313b' } as const;
/** Behind bubbles and buttons: the style sheet's `--page`. */
const PAGES = { light: '#f5f6f8', dark: '#15181e' } as const;
/** Below it one surface is hardly told from another. */
const TOLD_APART = 1.4;

const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)([-_]|$)/i;

/** How the panel's page looks: its theme, its language and direction, and the brand's colour. */
export class Appearance {
  private readonly page = document.documentElement;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private theme: Theme = 'auto';
  private readonly colour: string;

  constructor(colour: string) {
    this.colour = isColour(colour) ? colour : '#3b5bdb';
    const text = textOn(this.colour);
    this.set('--brand', this.colour);
    this.set('--on-brand', text);
    // A surface on the brand's colour goes away from its text, which stays readable on it; there is nothing beyond white and black.
    const isEnd = contrast(this.colour, text === '#fff' ? '#000000' : '#ffffff') < TOLD_APART;
    const [away, towards] = text === '#fff' ? ['rgb(0 0 0 / .2)', 'rgb(255 255 255 / .14)'] : ['rgb(255 255 255 / .4)', 'rgb(0 0 0 / .08)'];
    this.set('--on-brand-well', isEnd ? towards : away);
    this.dark.addEventListener('change', () => this.paint());
    this.paint();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.paint();
  }

  /**
   * @param spoken what the panel speaks, of which its words are
   * @param asked the site's language, of which the panel's direction is: it may be one that we do not speak
   */
  setLanguage(spoken: string, asked: string): void {
    this.page.lang = spoken;
    this.page.dir = RIGHT_TO_LEFT.test(asked) ? 'rtl' : 'ltr';
  }

  private paint(): void {
    const shown = this.theme === 'dark' || (this.theme === 'auto' && this.dark.matches) ? 'dark' : 'light';
    this.page.dataset.theme = shown;
    this.set('--accent', accentOn(this.colour, GROUNDS[shown]));
    // A white brand on white, a black one in the dark.
    this.set('--brand-line', contrast(this.colour, PAGES[shown]) < TOLD_APART ? 'var(--edge)' : 'transparent');
  }

  private set(property: string, value: string): void {
    this.page.style.setProperty(property, value);
  }
}
