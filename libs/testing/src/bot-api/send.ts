import { badRequest } from './api-error.js';
import type { BotAccount } from './bot-account.js';
import { deliver } from './deliver.js';
import type { FileKind } from './file-store.js';
import { captionText, messageText } from './formatted-text.js';
import { inputFile } from './input-file.js';
import { mediaFields } from './media.js';
import { Params } from './params.js';
import { isJson, type Json, type WireMessage } from './wire.js';

/** https://core.telegram.org/bots/api#sendmessage */
export function sendMessage(account: BotAccount, params: Params): WireMessage {
  const { text, entities } = messageText(params);
  const preview = params.object('link_preview_options');
  const content = {
    text,
    ...(entities.length > 0 && { entities }),
    ...(preview !== undefined && { link_preview_options: preview }),
  };
  return only(deliver(account, params, [content]));
}

/** `sendPhoto`, `sendDocument`, ...: https://core.telegram.org/bots/api#sendphoto and following */
export function sendFile(kind: FileKind): (account: BotAccount, params: Params) => WireMessage {
  return (account, params) => only(deliver(account, params, [fileContent(account, params, kind, params.text(kind))]));
}

/** What may be in an album, and beside what. https://core.telegram.org/bots/api#sendmediagroup */
const ALBUM_KINDS: readonly FileKind[] = ['photo', 'video', 'document', 'audio'];

/** @throws ApiError 400 unless there are 2 to 10 files that go together */
export function sendMediaGroup(account: BotAccount, params: Params): WireMessage[] {
  const media = params.array('media', 'InputMedia');
  if (media === undefined || media.length < 2 || media.length > 10) throw badRequest('media must include 2-10 items');
  const kinds = new Set(media.map(kindOfItem));
  for (const kind of ['document', 'audio'] as const) {
    if (kinds.size > 1 && kinds.has(kind)) throw badRequest(`${kind} can't be mixed with other media types`);
  }
  const group = { media_group_id: String(account.now() * 1000 + Math.floor(Math.random() * 1000)) };
  const contents = media.map((item) => ({ ...inputMedia(account, params, item, kindOfItem(item)), ...group }));
  return deliver(account, params, contents);
}

function kindOfItem(item: unknown): FileKind {
  const kind = ALBUM_KINDS.find((one) => isJson(item) && item['type'] === one);
  if (kind === undefined) throw badRequest("can't parse InputMedia: type must be one of audio, document, photo, video");
  return kind;
}

/** The fields that `InputMedia` describes. https://core.telegram.org/bots/api#inputmedia */
export function inputMedia(account: BotAccount, params: Params, item: unknown, kind: FileKind): Json {
  const fields = isJson(item) ? item : {};
  const own = Object.entries(fields).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const itemParams = new Params(new Map(own), params.files);
  return fileContent(account, itemParams, kind, itemParams.text('media'));
}

function fileContent(account: BotAccount, params: Params, kind: FileKind, value: string | undefined): Json {
  const { text, entities } = captionText(params);
  return {
    ...mediaFields(account.files, kind, inputFile(account.files, params, kind, value)),
    ...(text !== '' && { caption: text }),
    ...(entities.length > 0 && { caption_entities: entities }),
  };
}

function only(messages: readonly WireMessage[]): WireMessage {
  const [message] = messages;
  if (message === undefined) throw new Error('nothing was delivered');
  return message;
}
