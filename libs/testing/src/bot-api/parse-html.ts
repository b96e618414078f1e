import type { MessageEntity } from 'telegraf/types';

import { badRequest } from './api-error.js';
import { EntityWriter } from './entity-writer.js';
import type { FormattedText } from './wire.js';

const ENTITY_OF_TAG: Readonly<Record<string, MessageEntity.CommonMessageEntity['type'] | 'pre' | 'text_link' | 'custom_emoji'>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  'tg-emoji': 'custom_emoji',
  a: 'text_link',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly name: string;
  /** What the entity needs beside its place: link, language, emoji. */
  readonly argument: string;
  readonly offset: number;
}

/**
 * `parse_mode=HTML`: https://core.telegram.org/bots/api#html-style. Errors as `parse_html` of the open server words them.
 *
 * @throws ApiError 400 "can't parse entities: ..." with offsets in bytes
 */
export function parseHtml(source: string): FormattedText {
  return new HtmlReader(source).read();
}

class HtmlReader {
  readonly #writer = new EntityWriter();
  readonly #open: OpenTag[] = [];
  #at = 0;

  constructor(private readonly source: string) {}

  read(): FormattedText {
    while (this.#at < this.source.length) {
      const char = this.source[this.#at];
      if (char === '<') this.#tag();
      else if (char === '&') this.#writer.write(this.#reference());
      else {
        this.#writer.write(char ?? '');
        this.#at += 1;
      }
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    return this.#writer.done();
  }

  /** `&lt;`, `&#60;`, `&#x3c;`; any other ampersand stays what it is. */
  #reference(): string {
    const found = /^&(?:#x([\da-f]+)|#(\d+)|([a-z]+));?/i.exec(this.source.slice(this.#at, this.#at + 20));
    const code = found?.[1] !== undefined ? Number.parseInt(found[1], 16) : Number(found?.[2] ?? Number.NaN);
    const char = found?.[3] !== undefined ? NAMED[found[3]] : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    this.#at += char === undefined ? 1 : (found?.[0].length ?? 1);
    return char ?? '&';
  }

  #tag(): void {
    const begin = this.#at;
    if (this.source[begin + 1] === '/') return this.#endTag(begin);
    const name = /^[^\s>]*/.exec(this.source.slice(begin + 1))?.[0] ?? '';
    this.#at = begin + 1 + name.length;
    if (this.#at >= this.source.length) throw cannotParse(`Unclosed start tag at byte offset ${this.#bytes(begin)}`);
    const tag = name.toLowerCase();
    if (ENTITY_OF_TAG[tag] === undefined) throw cannotParse(`Unsupported start tag "${tag}" at byte offset ${this.#bytes(begin)}`);
    const argument = this.#attributes(tag, begin);
    if (tag === 'span' && argument !== 'spoiler') {
      throw cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${this.#bytes(begin)}`);
    }
    this.#open.push({ name: tag, argument, offset: this.#writer.length });
  }

  /** Reads attributes up to and with the `>`. */
  #attributes(tag: string, begin: number): string {
    let argument = '';
    for (;;) {
      this.#skipSpace();
      if (this.source[this.#at] === '>') break;
      const name = /^[^\s=]*/.exec(this.source.slice(this.#at))?.[0] ?? '';
      const place = `the tag "${tag}" at byte offset ${this.#bytes(begin)}`;
      if (this.#at >= this.source.length) throw cannotParse(`Unclosed start tag at byte offset ${this.#bytes(begin)}`);
      if (name === '') throw cannotParse(`Empty attribute name in ${place}`);
      this.#at += name.length;
      this.#skipSpace();
      const hasValue = this.source[this.#at] === '=';
      if (!hasValue && !(tag === 'blockquote' && name.startsWith('expandable'))) {
        throw cannotParse(`Expected equal sign in declaration of an attribute of ${place}`);
      }
      if (!hasValue) {
        this.#at = this.source.indexOf('>', begin);
        continue;
      }
      this.#at += 1;
      argument = argumentOf(tag, name, this.#attributeValue(tag, begin)) ?? argument;
    }
    this.#at += 1;
    return argument;
  }

  #attributeValue(tag: string, begin: number): string {
    this.#skipSpace();
    const quote = this.source[this.#at];
    if (quote === undefined) throw cannotParse(`Unclosed start tag "${tag}" at byte offset ${this.#bytes(begin)}`);
    if (quote !== '"' && quote !== "'") return this.#nameToken();
    this.#at += 1;
    let value = '';
    while (this.#at < this.source.length && this.source[this.#at] !== quote) {
      if (this.source[this.#at] === '&') value += this.#reference();
      else value += this.source[this.#at++];
    }
    this.#at += 1;
    if (this.#at >= this.source.length) throw cannotParse(`Unclosed start tag at byte offset ${this.#bytes(begin)}`);
    return value;
  }

  #nameToken(): string {
    const begin = this.#at;
    const token = /^[\w.-]*/.exec(this.source.slice(begin))?.[0] ?? '';
    this.#at += token.length;
    if (!/^[\s>]/.test(this.source.slice(this.#at))) {
      throw cannotParse(`Unexpected end of name token at byte offset ${this.#bytes(begin)}`);
    }
    return token.toLowerCase();
  }

  #endTag(begin: number): void {
    const open = this.#open.pop();
    if (open === undefined) throw cannotParse(`Unexpected end tag at byte offset ${this.#bytes(begin)}`);
    const name = (/^[^\s>]*/.exec(this.source.slice(begin + 2))?.[0] ?? '').toLowerCase();
    this.#at = begin + 2 + name.length;
    this.#skipSpace();
    if (this.source[this.#at] !== '>') throw cannotParse(`Unclosed end tag at byte offset ${this.#bytes(begin)}`);
    this.#at += 1;
    if (name !== '' && name !== open.name) {
      throw cannotParse(`Unmatched end tag at byte offset ${this.#bytes(begin)}, expected "</${open.name}>", found "</${name}>"`);
    }
    this.#writer.entity(ENTITY_OF_TAG[open.name] ?? 'code', open.offset, open.argument);
  }

  #skipSpace(): void {
    while (/\s/.test(this.source[this.#at] ?? '')) this.#at += 1;
  }

  #bytes(at: number): number {
    return Buffer.byteLength(this.source.slice(0, at));
  }
}

function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice('language-'.length);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice('tg-'.length);
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  return undefined;
}

function cannotParse(reason: string): Error {
  return badRequest(`can't parse entities: ${reason}`);
}
