import { z } from 'zod';
import { storable } from './plain-strings.js';

/** A field that is not there, or is not what it should be, is null: one odd field never makes the rest unreadable. */
const maybe = <S extends z.ZodType>(shape: S): z.ZodCatch<z.ZodNullable<S>> => z.nullable(shape).catch(null);
/** What is odd in a list is left out. */
const list = <S extends z.ZodType>(shape: S) => maybe(z.array(maybe(shape)).transform((items) => items.filter((item) => item !== null)));

const text = z.string().transform(storable);
/** As it came: `displayName` makes it fit to be shown. */
const name = z.string();
/** An id of letters and signs, such as Telegram gives: short enough to be looked up by. */
const token = z.string().regex(/^[\x21-\x7e]{1,512}$/);
/** A word of the API's own. */
const word = z.string().regex(/^[a-z_]{1,64}$/);
/** At most 52 significant bits. @see https://core.telegram.org/bots/api#chat */
const id = z.int();
/** Seconds since 1970, up to the year 9999: what a `Date` and PostgreSQL can hold. 0 stands where a message is no longer told of. */
const seconds = z.int().min(0).max(253_402_300_799);

/** @see https://core.telegram.org/bots/api#user */
export const UserShape = z.object({
  id,
  is_bot: maybe(z.boolean()),
  first_name: maybe(name),
  last_name: maybe(name),
  username: maybe(name),
  language_code: maybe(z.string()),
});
export type UserShape = z.infer<typeof UserShape>;

/** @see https://core.telegram.org/bots/api#chat */
export const ChatShape = z.object({
  id,
  type: maybe(z.enum(['private', 'group', 'supergroup', 'channel'])),
  title: maybe(name),
  username: maybe(name),
  first_name: maybe(name),
  last_name: maybe(name),
});
export type ChatShape = z.infer<typeof ChatShape>;

/** @see https://core.telegram.org/bots/api#messageentity */
export const EntityShape = z.object({
  type: z.string(),
  offset: id,
  length: id,
  url: maybe(text),
  user: maybe(UserShape),
});
export type EntityShape = z.infer<typeof EntityShape>;

/** What all files have, whatever their kind. @see https://core.telegram.org/bots/api#document */
export const FileShape = z.object({
  file_id: token,
  file_unique_id: maybe(token),
  file_name: maybe(text),
  mime_type: maybe(text),
  file_size: maybe(z.int().min(0)),
});
export type FileShape = z.infer<typeof FileShape>;

/** @see https://core.telegram.org/bots/api#photosize */
const PhotoShape = list(FileShape.extend({ width: maybe(z.number()), height: maybe(z.number()) }));
export type PhotoShape = NonNullable<z.infer<typeof PhotoShape>>;

const LocationShape = z.object({ latitude: z.number(), longitude: z.number(), live_period: maybe(z.number()) });

/** A block of a rich message that holds a file. @see https://core.telegram.org/bots/api#richblock */
export const RichFileShape = z.object({
  animation: maybe(FileShape),
  audio: maybe(FileShape),
  document: maybe(FileShape),
  photo: PhotoShape,
  video: maybe(FileShape),
  voice_note: maybe(FileShape),
});

/** What a message can hold beside its words. @see https://core.telegram.org/bots/api#externalreplyinfo */
const HELD = {
  animation: maybe(FileShape),
  audio: maybe(FileShape),
  document: maybe(FileShape),
  live_photo: maybe(FileShape),
  photo: PhotoShape,
  sticker: maybe(FileShape.extend({ emoji: maybe(text) })),
  video: maybe(FileShape),
  video_note: maybe(FileShape),
  voice: maybe(FileShape),
  paid_media: maybe(z.object({ paid_media: list(z.object({ photo: PhotoShape, video: maybe(FileShape), live_photo: maybe(FileShape) })) })),
  rich_message: maybe(z.object({ blocks: z.array(z.unknown()) })),
  location: maybe(LocationShape),
  venue: maybe(z.object({ location: LocationShape, title: maybe(text), address: maybe(text) })),
  contact: maybe(z.object({ phone_number: text, first_name: maybe(text), last_name: maybe(text) })),
  dice: maybe(z.object({ emoji: text, value: z.int() })),
  poll: maybe(z.object({ question: text, options: list(z.object({ text })) })),
  checklist: maybe(z.object({ title: maybe(text), tasks: list(z.object({ text: maybe(text), completion_date: maybe(seconds) })) })),
};
export const HeldShape = z.object(HELD);
export type HeldShape = z.infer<typeof HeldShape>;

/** All four forms in one. @see https://core.telegram.org/bots/api#messageorigin */
const OriginShape = z.object({
  date: maybe(seconds),
  sender_user: maybe(UserShape),
  sender_user_name: maybe(name),
  sender_chat: maybe(ChatShape),
  chat: maybe(ChatShape),
  author_signature: maybe(name),
});
export type OriginShape = z.infer<typeof OriginShape>;

/** Without what only newer messages have: enough for a message inside a message. */
const RepliedShape = z.object({
  ...HELD,
  message_id: id,
  from: maybe(UserShape),
  text: maybe(text),
  caption: maybe(text),
  forum_topic_created: maybe(z.object({ name: maybe(name) })),
});

/** @see https://core.telegram.org/bots/api#message */
export const MessageShape = z.object({
  ...HELD,
  message_id: maybe(id),
  message_thread_id: maybe(id),
  is_topic_message: maybe(z.boolean()),
  from: maybe(UserShape),
  sender_chat: maybe(ChatShape),
  sender_business_bot: maybe(z.object({})),
  business_connection_id: maybe(token),
  chat: maybe(ChatShape),
  date: maybe(seconds),
  edit_date: maybe(seconds),
  media_group_id: maybe(token),
  forum_topic_created: maybe(z.object({ name: maybe(name) })),
  forum_topic_edited: maybe(z.object({ name: maybe(name) })),
  text: maybe(text),
  entities: list(EntityShape),
  caption: maybe(text),
  caption_entities: list(EntityShape),
  reply_to_message: maybe(RepliedShape),
  external_reply: maybe(z.object({ ...HELD, origin: maybe(OriginShape) })),
  quote: maybe(z.object({ text })),
  forward_origin: maybe(OriginShape),
  // As they were told before Bot API 7.0.
  forward_from: maybe(UserShape),
  forward_sender_name: maybe(name),
  forward_from_chat: maybe(ChatShape),
  forward_signature: maybe(name),
  forward_date: maybe(seconds),
  migrate_to_chat_id: maybe(id),
  migrate_from_chat_id: maybe(id),
  reply_markup: maybe(z.object({ inline_keyboard: list(list(z.object({ text: maybe(text), callback_data: maybe(text) }))) })),
});
export type MessageShape = z.infer<typeof MessageShape>;

/** @see https://core.telegram.org/bots/api#callbackquery */
export const CallbackQueryShape = z.object({
  id: maybe(token),
  from: maybe(UserShape),
  message: maybe(MessageShape),
  data: maybe(text),
});

const MemberShape = maybe(z.object({ status: word }));
/** @see https://core.telegram.org/bots/api#chatmemberupdated */
export const MemberUpdatedShape = z.object({
  chat: maybe(ChatShape),
  from: maybe(UserShape),
  date: maybe(seconds),
  old_chat_member: MemberShape,
  new_chat_member: MemberShape,
});

/** @see https://core.telegram.org/bots/api#reactiontype */
const ReactionShape = z.object({ type: word, emoji: maybe(z.string().max(64).transform(storable)) });
/** @see https://core.telegram.org/bots/api#messagereactionupdated */
export const ReactionUpdatedShape = z.object({
  chat: maybe(ChatShape),
  message_id: maybe(id),
  user: maybe(UserShape),
  date: maybe(seconds),
  new_reaction: list(ReactionShape),
});

/** @see https://core.telegram.org/bots/api#businessmessagesdeleted */
export const DeletedShape = z.object({ business_connection_id: maybe(token), chat: maybe(ChatShape), message_ids: list(id) });

/** `can_reply` is what it was before Bot API 9.0. @see https://core.telegram.org/bots/api#businessconnection */
export const ConnectionShape = z.object({
  id: maybe(token),
  user: maybe(UserShape),
  user_chat_id: maybe(id),
  date: maybe(seconds),
  can_reply: maybe(z.boolean()),
  rights: maybe(z.object({ can_reply: maybe(z.boolean()) })),
  is_enabled: maybe(z.boolean()),
});

/** Whose an update of any other kind is, and where: `user`, as some call it, or `from`. */
export const AnyShape = z.object({
  chat: maybe(ChatShape),
  from: maybe(UserShape),
  user: maybe(UserShape),
  date: maybe(seconds),
  message_id: maybe(id),
  business_connection_id: maybe(token),
});
