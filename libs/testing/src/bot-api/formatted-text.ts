import type { MessageEntity } from 'telegraf/types';

import { badRequest, notModelled } from './api-error.js';
import type { Params } from './params.js';
import { parseHtml } from './parse-html.js';
import { parseMarkdownV2 } from './parse-markdown.js';
import { type FormattedText, isJson } from './wire.js';

/** "Text of the message to be sent, 1-4096 characters after entities parsing": https://core.telegram.org/bots/api#sendmessage. UTF-16 units. */
export const TEXT_LIMIT = 4096;

/** "0-1024 characters after entities parsing": https://core.telegram.org/bots/api#sendphoto. UTF-16 units. */
export const CAPTION_LIMIT = 1024;

/** Names of the parameters: `text` goes with `entities`, `caption` with `caption_entities`. */
const ENTITIES = { text: 'entities', caption: 'caption_entities' } as const;

/**
 * The text of a message. https://core.telegram.org/bots/api#sendmessage
 *
 * @throws ApiError 400 when it is empty, too long or badly formatted
 */
export function messageText(params: Params): FormattedText {
  if (params.text('text') === undefined) throw badRequest('message text is empty');
  const formatted = readText(params, 'text');
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (formatted.text.length > TEXT_LIMIT) throw badRequest('message is too long');
  return formatted;
}

/** The caption of a file; empty when there is none. @throws ApiError 400 when it is too long or badly formatted */
export function captionText(params: Params): FormattedText {
  const formatted = readText(params, 'caption');
  if (formatted.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return formatted;
}

/**
 * Text, markup and entities as the Bot API reads them: `parse_mode` first, else the given entities; white space at both ends is cut off.
 *
 * https://core.telegram.org/bots/api#formatting-options
 */
function readText(params: Params, field: 'text' | 'caption'): FormattedText {
  const source = params.text(field) ?? '';
  const mode = params.text('parse_mode')?.toLowerCase();
  switch (mode) {
    case undefined:
      return trimmed(withEntities(source, readEntities(params.array(ENTITIES[field]) ?? [])));
    case 'html':
      return trimmed(parseHtml(source));
    case 'markdownv2':
      return trimmed(parseMarkdownV2(source));
    case 'markdown':
      throw notModelled('the legacy parse mode Markdown');
    default:
      throw badRequest('unsupported parse_mode');
  }
}

/** Types that a bot may ask for; the others Telegram finds by itself, and ignores when they are sent. */
const STYLES = 'bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention custom_emoji';

function readEntities(given: readonly unknown[]): MessageEntity[] {
  return given.filter(isEntity).filter((entity) => STYLES.split(' ').includes(entity.type));
}

function isEntity(value: unknown): value is MessageEntity {
  return isJson(value) && typeof value['type'] === 'string' && Number.isInteger(value['offset']) && Number.isInteger(value['length']);
}

/** @throws ApiError 400 for an entity that is not within the text or cuts a surrogate pair (`clean_input_string` of the open server) */
function withEntities(text: string, entities: MessageEntity[]): FormattedText {
  const kept = entities.filter((entity) => entity.length !== 0).sort((a, b) => a.offset - b.offset || b.length - a.length);
  for (const { offset, length } of kept) {
    const end = offset + length;
    if (offset < 0) throw badRequest(`receive an entity with incorrect offset ${offset}`);
    if (length < 0) throw badRequest(`receive an entity with incorrect length ${length}`);
    if (offset > text.length) throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
    if (end > text.length) {
      throw badRequest(`entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${end}`);
    }
    if (cutsPair(text, offset)) {
      throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, offset + 1))}`);
    }
    if (cutsPair(text, end)) {
      const bytes = Buffer.byteLength(text.slice(0, end + 1));
      throw badRequest(`entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${bytes}`);
    }
  }
  return { text, entities: kept };
}

function cutsPair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

function trimmed({ text, entities }: FormattedText): FormattedText {
  const front = text.length - text.trimStart().length;
  const kept = text.trim();
  const moved = entities.map((entity) => {
    const begin = Math.min(Math.max(entity.offset - front, 0), kept.length);
    const end = Math.min(Math.max(entity.offset + entity.length - front, 0), kept.length);
    return { ...entity, offset: begin, length: end - begin };
  });
  return { text: kept, entities: moved.filter((entity) => entity.length > 0) };
}
