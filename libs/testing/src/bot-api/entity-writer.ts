import type { MessageEntity } from 'telegraf/types';

import type { FormattedText } from './wire.js';

/** Builds a text and its entities from a parsed markup. Lengths are UTF-16 units. */
export class EntityWriter {
  #text = '';
  readonly #entities: MessageEntity[] = [];

  get length(): number {
    return this.#text.length;
  }

  write(text: string): void {
    this.#text += text;
  }

  /** Closes an entity that began at `offset`. One without text, or a link that leads nowhere, is left out. */
  entity(type: MessageEntity['type'], offset: number, argument: string): void {
    const length = this.#text.length - offset;
    if (length === 0) return;
    const made = this.#made(type, offset, length, argument);
    if (made !== undefined) this.#entities.push(made);
  }

  done(): FormattedText {
    const entities = [...this.#entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
    return { text: this.#text, entities };
  }

  #made(type: MessageEntity['type'], offset: number, length: number, argument: string): MessageEntity | undefined {
    if (type === 'text_link') return linkEntity(offset, length, argument || this.#text.slice(offset));
    if (type === 'custom_emoji') return { type, offset, length, custom_emoji_id: argument };
    if (type === 'pre') return this.#pre(offset, length, argument);
    if (type === 'code') return this.#code(offset, length, argument);
    return type === 'text_mention' ? undefined : { type, offset, length };
  }

  /** `<pre><code class="language-x">`: the inner entity gives the language and goes. */
  #pre(offset: number, length: number, language: string): MessageEntity {
    const inner = this.#entities.at(-1);
    const inside = inner !== undefined && inner.type === 'code' && inner.offset === offset && inner.length === length;
    const spoken = language || (inside ? this.#language : '');
    if (inside) this.#entities.pop();
    return spoken === '' ? { type: 'pre', offset, length } : { type: 'pre', offset, length, language: spoken };
  }

  #language = '';

  #code(offset: number, length: number, language: string): MessageEntity {
    this.#language = language;
    return { type: 'code', offset, length };
  }
}

/** A link to a user is a mention; one that is no address is dropped, and its text stays. */
function linkEntity(offset: number, length: number, url: string): MessageEntity | undefined {
  const user = /^tg:\/\/user\?id=(\d+)$/.exec(url)?.[1];
  if (user !== undefined) {
    return { type: 'text_mention', offset, length, user: { id: Number(user), is_bot: false, first_name: '' } };
  }
  const address = /^[a-z][\w+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(address) || (address.startsWith('http') && !new URL(address).hostname.includes('.'))) return undefined;
  return { type: 'text_link', offset, length, url: new URL(address).href };
}
