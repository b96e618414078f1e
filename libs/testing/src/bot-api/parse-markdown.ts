import type { MessageEntity } from 'telegraf/types';

import { badRequest } from './api-error.js';
import { EntityWriter } from './entity-writer.js';
import type { FormattedText } from './wire.js';

type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'BlockQuote';

const ENTITY: Record<Kind, MessageEntity['type']> = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
  Pre: 'pre',
  PreCode: 'pre',
  TextUrl: 'text_link',
  CustomEmoji: 'custom_emoji',
  BlockQuote: 'blockquote',
};

/** What closes an entity. Underline before italic: "`__` is always greedily treated". */
const CLOSING: Record<Kind, string> = {
  Bold: '*',
  Italic: '_',
  Underline: '__',
  Strikethrough: '~',
  Spoiler: '||',
  Code: '`',
  Pre: '```',
  PreCode: '```',
  TextUrl: ']',
  CustomEmoji: ']',
  BlockQuote: '\n',
};

const RESERVED = '_*[]()~`>#+-=|{}.!\n';

interface Open {
  readonly kind: Kind;
  readonly language: string;
  readonly offset: number;
  /** Place in the source, in UTF-16 units. */
  readonly at: number;
}

/**
 * `parse_mode=MarkdownV2`: https://core.telegram.org/bots/api#markdownv2-style. Errors as `parse_markdown_v2` of the open server words
 * them.
 *
 * @throws ApiError 400 "can't parse entities: ..." with offsets in bytes
 */
export function parseMarkdownV2(source: string): FormattedText {
  return new MarkdownReader(source).read();
}

class MarkdownReader {
  readonly #writer = new EntityWriter();
  readonly #open: Open[] = [];
  #inQuote = false;
  #at = 0;

  constructor(private readonly source: string) {}

  read(): FormattedText {
    while (this.#at < this.source.length) this.#step();
    const last = this.#open.at(-1);
    if (last?.kind === 'BlockQuote') this.#close(last);
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw this.#noEnd(unclosed);
    return this.#writer.done();
  }

  #step(): void {
    const char = this.source[this.#at] ?? '';
    const next = this.source.charCodeAt(this.#at + 1);
    if (char === '\\' && next > 0 && next <= 126) {
      this.#writer.write(this.source[this.#at + 1] ?? '');
      this.#at += 2;
      return;
    }
    const open = this.#open.at(-1);
    const isCode = open !== undefined && ['Code', 'Pre', 'PreCode'].includes(open.kind);
    if (!(isCode ? '`' : RESERVED).includes(char)) {
      this.#writer.write(char);
      this.#at += 1;
    } else if (open !== undefined && this.#closes(open, char)) this.#end(open, char);
    else this.#begin(char);
  }

  #starts(mark: string): boolean {
    return this.source.startsWith(mark, this.#at);
  }

  #closes(open: Open, char: string): boolean {
    if (this.#inQuote && char === '\n' && this.source[this.#at + 1] !== '>') return true;
    if (open.kind === 'BlockQuote') return false;
    if (open.kind === 'Italic') return char === '_' && !this.#starts('__');
    return this.#starts(CLOSING[open.kind]);
  }

  #end(open: Open, char: string): void {
    if (char === '\n' && open.kind !== 'BlockQuote') throw this.#noEnd(open);
    this.#at += CLOSING[open.kind].length;
    const isLink = open.kind === 'TextUrl' || open.kind === 'CustomEmoji';
    this.#close(open, isLink ? this.#address(open.kind) : undefined);
    if (open.kind === 'BlockQuote') this.#writer.write('\n');
  }

  #close(open: Open, argument = open.language): void {
    this.#open.pop();
    if (open.kind === 'BlockQuote') this.#inQuote = false;
    this.#writer.entity(ENTITY[open.kind], open.offset, argument);
  }

  /** `(...)` after the closing bracket. */
  #address(kind: Kind): string {
    if (this.source[this.#at] !== '(') {
      if (kind === 'CustomEmoji') throw cannotParse('Custom emoji entity must contain a tg://emoji URL');
      return '';
    }
    const begin = this.#at + 1;
    let url = '';
    for (this.#at = begin; this.source[this.#at] !== ')'; this.#at += 1) {
      if (this.#at >= this.source.length) {
        const what = kind === 'CustomEmoji' ? 'custom emoji URL' : 'URL';
        throw cannotParse(`Can't find end of a ${what} at byte offset ${this.#bytes(begin)}`);
      }
      if (this.source[this.#at] === '\\') this.#at += 1;
      url += this.source[this.#at] ?? '';
    }
    this.#at += 1;
    return kind === 'CustomEmoji' ? (/^tg:\/\/emoji\?id=(\d+)$/.exec(url)?.[1] ?? '') : url;
  }

  #begin(char: string): void {
    if (char === '\n') return this.#line();
    if (char === '>' && this.#at === 0) return this.#enter('BlockQuote', 1);
    if (char === '[') return this.#enter('TextUrl', 1);
    if (char === '*') return this.#enter('Bold', 1);
    if (char === '~') return this.#enter('Strikethrough', 1);
    if (char === '_') return this.#starts('__') ? this.#enter('Underline', 2) : this.#enter('Italic', 1);
    if (this.#starts('||')) return this.#enter('Spoiler', 2);
    if (this.#starts('![')) return this.#enter('CustomEmoji', 2);
    if (this.#starts('```')) return this.#pre();
    if (char === '`') return this.#enter('Code', 1);
    throw cannotParse(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
  }

  #line(): void {
    this.#writer.write('\n');
    this.#at += 1;
    if (this.source[this.#at] !== '>') return;
    if (this.#inQuote) this.#at += 1;
    else this.#enter('BlockQuote', 1);
  }

  #pre(): void {
    const found = /^```(?:([^\s`]+)(?=[^`]))?(?:\r\n|\n\r|\n|\r)?/.exec(this.source.slice(this.#at));
    const language = found?.[1] ?? '';
    this.#enter(language === '' ? 'Pre' : 'PreCode', found?.[0].length ?? 3, language);
  }

  #enter(kind: Kind, length: number, language = ''): void {
    if (kind === 'BlockQuote') this.#inQuote = true;
    this.#open.push({ kind, language, offset: this.#writer.length, at: this.#at });
    this.#at += length;
  }

  #noEnd(open: Open): Error {
    return cannotParse(`Can't find end of ${open.kind} entity at byte offset ${this.#bytes(open.at)}`);
  }

  #bytes(at: number): number {
    return Buffer.byteLength(this.source.slice(0, at));
  }
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
