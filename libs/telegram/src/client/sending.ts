import type { ChatFileKind, TextEntity } from '@app/domain';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { BotApi, CallOptions } from './bot-api.js';
import type { UploadedFile } from './upload.js';

/** Where something is said. */
export type Spot = {
  readonly chatId: string;
  readonly threadId: number | null;
  /** Of the business account in whose name it is said; null: in the bot's own. */
  readonly connectionId: string | null;
};

/** Formatted by entities alone (`fail:G13`): a parse mode reads marks into what somebody wrote. */
export type Said = { readonly text: string; readonly entities?: readonly TextEntity[] };

export type Around = {
  /** The chat's message that it replies to; where that is gone, it is sent all the same. */
  readonly replyTo?: string | null;
  /** Labels of buttons below it, one a row; the nth is pressed with the data `n`, counted from 0. */
  readonly choices?: readonly string[];
};

export type OutgoingFile = {
  readonly kind: ChatFileKind;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly open: () => Promise<Readable>;
};

const Message = z.object({ message_id: z.int() });
const Messages = z.array(Message);

/** @returns the id of its message. @see https://core.telegram.org/bots/api#sendmessage */
export async function sendText(api: BotApi, spot: Spot, said: Said, around: Around, options?: CallOptions): Promise<string> {
  const payload = { ...placed(spot), text: said.text, entities: some(said.entities), ...surrounded(around) };
  return String(Message.parse(await api.call('sendMessage', payload, options)).message_id);
}

const METHODS: Readonly<Record<ChatFileKind, string>> = {
  photo: 'sendPhoto',
  video: 'sendVideo',
  animation: 'sendAnimation',
  audio: 'sendAudio',
  voice: 'sendVoice',
  document: 'sendDocument',
};

/** @param caption below it; null: nothing. @see https://core.telegram.org/bots/api#sendphoto and its likes */
export async function sendFile(
  api: BotApi,
  spot: Spot,
  file: OutgoingFile,
  { caption, ...around }: Around & { readonly caption: Said | null },
  options?: CallOptions,
): Promise<string> {
  const fields = {
    ...placed(spot),
    ...captioned(caption),
    ...surrounded(around),
    // Else a picture or a song that is to stay a file becomes what it looks like.
    ...(file.kind === 'document' && { disable_content_type_detection: true }),
    ...(file.kind === 'video' && { supports_streaming: true }),
  };
  const form = { fields, files: [{ ...file, field: file.kind }] };
  return String(Message.parse(await api.upload(METHODS[file.kind], form, options)).message_id);
}

/** @param caption below the first. @returns the ids of its messages. @see https://core.telegram.org/bots/api#sendmediagroup */
export async function sendAlbum(
  api: BotApi,
  spot: Spot,
  files: readonly OutgoingFile[],
  { caption, replyTo }: Pick<Around, 'replyTo'> & { readonly caption: Said | null },
  options?: CallOptions,
): Promise<readonly string[]> {
  const uploads: UploadedFile[] = files.map((file, at) => ({ ...file, field: `file${at}` }));
  const media = files.map(({ kind }, at) => ({ type: kind, media: `attach://file${at}`, ...(at === 0 && captioned(caption)) }));
  const form = { fields: { ...placed(spot), media, ...surrounded({ replyTo: replyTo ?? null }) }, files: uploads };
  return Messages.parse(await api.upload('sendMediaGroup', form, options)).map(({ message_id }) => String(message_id));
}

/** Buttons that are not given are gone. @see https://core.telegram.org/bots/api#editmessagetext */
export async function changeText(
  api: BotApi,
  spot: Spot,
  messageId: string,
  { said, choices }: Changed,
  options?: CallOptions,
): Promise<void> {
  const words = { text: said.text, entities: some(said.entities) };
  await api.call('editMessageText', { ...addressed(spot, messageId), ...words, ...buttons(choices) }, options);
}

/** What stands below a file. @see https://core.telegram.org/bots/api#editmessagecaption */
export async function changeCaption(
  api: BotApi,
  spot: Spot,
  messageId: string,
  { said, choices }: Changed,
  options?: CallOptions,
): Promise<void> {
  await api.call('editMessageCaption', { ...addressed(spot, messageId), ...captioned(said), ...buttons(choices) }, options);
}

type Changed = { readonly said: Said; readonly choices: readonly string[] };

/** At most 100; those that are gone already are passed over. @see https://core.telegram.org/bots/api#deletemessages and #deletebusinessmessages */
export async function removeMessages(api: BotApi, spot: Spot, messageIds: readonly string[], options?: CallOptions): Promise<void> {
  const ids = messageIds.map(Number);
  if (spot.connectionId === null) await api.call('deleteMessages', { chat_id: spot.chatId, message_ids: ids }, options);
  else await api.call('deleteBusinessMessages', { business_connection_id: spot.connectionId, message_ids: ids }, options);
}

/** Shown for five seconds at most, or until a message comes. @see https://core.telegram.org/bots/api#sendchataction */
export async function showTyping(api: BotApi, spot: Spot, options?: CallOptions): Promise<void> {
  await api.call('sendChatAction', { ...placed(spot), action: 'typing' }, options);
}

/** telegraf looks into every field: none may be null. */
function placed({ chatId, threadId, connectionId }: Spot): Record<string, unknown> {
  return {
    chat_id: chatId,
    ...(threadId !== null && { message_thread_id: threadId }),
    ...(connectionId !== null && { business_connection_id: connectionId }),
  };
}

function addressed({ chatId, connectionId }: Spot, messageId: string): Record<string, unknown> {
  return { ...placed({ chatId, threadId: null, connectionId }), message_id: Number(messageId) };
}

function captioned(said: Said | null): Record<string, unknown> {
  return said === null ? {} : { caption: said.text, caption_entities: some(said.entities) };
}

function surrounded({ replyTo = null, choices = [] }: Around): Record<string, unknown> {
  const reply = replyTo === null ? {} : { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } };
  return { ...reply, ...buttons(choices) };
}

function buttons(choices: readonly string[] = []): Record<string, unknown> {
  if (choices.length === 0) return {};
  return { reply_markup: { inline_keyboard: choices.map((text, at) => [{ text, callback_data: String(at) }]) } };
}

function some<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list?.length ? list : undefined;
}
