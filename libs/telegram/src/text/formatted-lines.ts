import type { TextEntity } from '@app/domain';

type Look = Omit<TextEntity, 'offset' | 'length'>;
/** An element that is open and gives what is in it a look. */
type Open = { readonly name: string; readonly from: number; readonly look: Look | null };
type Stretch = { readonly look: Look; readonly quote: Look | undefined; readonly from: number; to: number };

/** Nothing else may be inside them, or around them but a quote. @see https://core.telegram.org/bots/api#formatting-options */
const isFixed = ({ type }: Look): boolean => type === 'code' || type === 'pre';
const isQuote = ({ type }: Look): boolean => type === 'blockquote';

/**
 * Text that grows line by line as browsers lay it out, with the looks of its stretches.
 *
 * Blanks and line ends are written only when something follows them: neither begins nor ends a text, and a look never ends on one.
 */
export class FormattedLines {
  private text = '';
  private readonly open_: Open[] = [];
  /** The looks that are on, outermost first: of each type one. */
  private looks: readonly Look[] = [];
  private looksBefore: readonly Look[] = [];
  private lineEnds = 0;
  /** Of them, those that were asked for. */
  private wanted = 0;
  /** Nothing was written since a block began or ended. */
  private isAtEdge = false;
  private isBlank = false;
  private isAfterMark = false;
  private readonly stretches: Stretch[] = [];
  /** The last stretch of each look. */
  private readonly last = new Map<Look, Stretch>();

  open(name: string, look: Look | null): void {
    // Of elements in each other the look of the outer one stays; a block's language may stand on the code inside.
    const isOn = look !== null && this.looks.some((one) => one.type === look.type || (isFixed(one) && isFixed(look)));
    if (isOn && look.language !== undefined) this.nameLanguage(look.language);
    const own = isOn ? null : look;
    this.open_.push({ name, from: this.text.length, look: own });
    if (own !== null) this.looks = [...this.looks, own];
  }

  /** @returns what was written inside */
  close(name: string): string {
    const opened = this.open_.pop();
    if (!opened || opened.name !== name) return '';
    if (opened.look !== null) this.looks = this.looks.filter((look) => look !== opened.look);
    return this.text.slice(opened.from);
  }

  /** @param isMore one more in any case, as `<br>` has it; else so many in all */
  breakLine(count: 1 | 2, isMore = false): void {
    if (isMore) this.wanted += count;
    this.lineEnds = isMore ? this.lineEnds + count : Math.max(this.lineEnds, this.isAtEdge ? 1 : count);
    this.isBlank = false;
  }

  /** Where a block begins or ends that Telegram sets apart itself: paragraphs have no empty line there, only those that were asked for. */
  edge(): void {
    this.lineEnds = Math.max(1, this.wanted);
    this.isAtEdge = true;
    this.isBlank = false;
  }

  /** What begins a line, such as a list's bullet: what follows follows at once. */
  mark(text: string): void {
    this.append(text);
    this.isAfterMark = true;
  }

  write(text: string): void {
    if (this.looks.some(({ type }) => type === 'pre')) return this.writeExactly(text);
    const words = text.replaceAll(/[ \t\n\r\f]+/g, ' ');
    if (words.startsWith(' ')) this.isBlank = true;
    const said = words.trim() === '' ? words.replaceAll(' ', '') : words.replace(/^ | $/g, '');
    if (said !== '') this.append(said);
    if (words.endsWith(' ') && words !== '') this.isBlank = true;
  }

  end(): { text: string; entities: readonly TextEntity[] } {
    const entities = this.stretches
      .map(({ look, from, to }) => ({ ...look, offset: from, length: to - from }))
      .sort((a, b) => a.offset - b.offset || b.length - a.length || Number(isQuote(b)) - Number(isQuote(a)));
    return { text: this.text, entities };
  }

  /** The first line end of a block is not shown, and what ends the block is no empty line. */
  private writeExactly(text: string): void {
    const lines = text.replaceAll(/\r\n?/g, '\n');
    const block = this.open_.findLast(({ name }) => name === 'pre');
    const shown = block?.from === this.text.length ? lines.replace(/^\n/, '') : lines;
    // `(?<!\n)`: each run of line ends is looked at once, however many there are.
    const said = shown.replace(/(?<!\n)\n+$/, '');
    if (said !== '') this.append(said);
    this.lineEnds += shown.length - said.length;
  }

  private append(said: string): void {
    const goOn = this.looks.find(isQuote) === this.looksBefore.find(isQuote) ? this.looksBefore : [];
    this.grow(
      this.between(),
      this.looks.filter((look) => goOn.includes(look)),
    );
    this.grow(said, this.looks);
    this.looksBefore = this.looks;
    this.lineEnds = 0;
    this.wanted = 0;
    this.isAtEdge = false;
    this.isBlank = false;
    this.isAfterMark = false;
  }

  /** At most two empty lines. */
  private between(): string {
    if (this.text === '' || this.isAfterMark) return '';
    if (this.lineEnds > 0) return '\n'.repeat(Math.min(this.lineEnds, 3));
    return this.isBlank ? ' ' : '';
  }

  /** Where a quote begins or ends all other looks begin anew: what is on before it may end inside, in code, and entities never cross. */
  private grow(text: string, looks: readonly Look[]): void {
    const [from, to] = [this.text.length, this.text.length + text.length];
    this.text += text;
    if (from === to) return;
    const isCode = looks.some(isFixed);
    const quote = looks.find(isQuote);
    for (const look of looks) {
      if (isCode && !isFixed(look) && !isQuote(look)) continue;
      const last = this.last.get(look);
      if (last?.to === from && last.quote === quote) last.to = to;
      else {
        const stretch = { look, quote, from, to };
        this.stretches.push(stretch);
        this.last.set(look, stretch);
      }
    }
  }

  private nameLanguage(language: string): void {
    this.looks = this.looks.map((look) => (look.type === 'pre' && look.language === undefined ? { ...look, language } : look));
    const at = this.open_.findLastIndex(({ look }) => look?.type === 'pre');
    const pre = this.looks.find(({ type }) => type === 'pre');
    const opened = this.open_[at];
    if (opened && pre) this.open_[at] = { ...opened, look: pre };
  }
}
