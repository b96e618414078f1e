import { z } from 'zod';
import type { BotApi, CallOptions } from './bot-api.js';

const Me = z.object({
  id: z.int(),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().default(''),
  can_join_groups: z.boolean().default(true),
  can_read_all_group_messages: z.boolean().default(false),
});

/** What a bot is. */
export type BotAccount = {
  readonly id: string;
  readonly name: string;
  /** Without `@`. */
  readonly username: string;
  readonly canJoinGroups: boolean;
  /** Whether privacy mode is off: in groups it sees everything, not only what is addressed to it. */
  readonly readsGroups: boolean;
};

/** @see https://core.telegram.org/bots/api#getme */
export async function getMe(api: BotApi, options: CallOptions = {}): Promise<BotAccount> {
  const me = Me.parse(await api.call('getMe', {}, options));
  return {
    id: String(me.id),
    name: [me.first_name, me.last_name].filter(Boolean).join(' '),
    username: me.username,
    canJoinGroups: me.can_join_groups,
    readsGroups: me.can_read_all_group_messages,
  };
}

const Photos = z.object({
  photos: z.array(z.array(z.object({ file_id: z.string(), file_unique_id: z.string(), width: z.int(), height: z.int() }))),
});

export type Picture = { readonly fileId: string; readonly uniqueId: string };

/** At least so wide: shown at up to 80 points, on dense screens. */
const PICTURE_WIDTH = 160;

/** The bot's picture, in the smallest size that is large enough; null when it has none. @see https://core.telegram.org/bots/api#getuserprofilephotos */
export async function getPicture(api: BotApi, options: CallOptions = {}): Promise<Picture | null> {
  const { photos } = Photos.parse(await api.call('getUserProfilePhotos', { user_id: Number(api.botId), limit: 1 }, options));
  const sizes = (photos[0] ?? []).toSorted((a, b) => a.width - b.width);
  const size = sizes.find(({ width }) => width >= PICTURE_WIDTH) ?? sizes.at(-1);
  return size ? { fileId: size.file_id, uniqueId: size.file_unique_id } : null;
}

/** `BusinessConnection`, as it came. @see https://core.telegram.org/bots/api#getbusinessconnection */
export function getBusinessConnection(api: BotApi, id: string, options: CallOptions = {}): Promise<unknown> {
  return api.call('getBusinessConnection', { business_connection_id: id }, options);
}

export type Command = { readonly command: string; readonly description: string };

/** Commands of a bot, as they are shown in one language. */
export type Commands = {
  readonly commands: readonly Command[];
  /** ISO 639-1; null: for everybody whose language has none of its own. */
  readonly language: string | null;
};

/** @see https://core.telegram.org/bots/api#setmycommands */
export async function setMyCommands(api: BotApi, { commands, language }: Commands, options: CallOptions = {}): Promise<void> {
  await api.call('setMyCommands', { commands, ...(language === null ? {} : { language_code: language }) }, options);
}
