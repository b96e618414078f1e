import { badRequest, notModelled } from './api-error.js';
import type { BotAccount } from './bot-account.js';
import {
  deleteBusinessMessages,
  deleteMessage,
  deleteMessages,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
} from './change.js';
import { editMessageMedia } from './change-media.js';
import { businessOf } from './deliver.js';
import { ACTIONS, EMOJI, KNOWN_METHODS } from './known-values.js';
import type { Params } from './params.js';
import { sendFile, sendMediaGroup, sendMessage } from './send.js';
import { isJson, type Json } from './wire.js';

/**
 * Performs one method of the Bot API.
 *
 * @param hungUp the client closed the connection
 * @returns `result` of the answer
 * @throws ApiError
 */
export type Method = (account: BotAccount, params: Params, hungUp: AbortSignal) => unknown;

/** https://core.telegram.org/bots/api#available-methods, by name in lower case: "All methods in the Bot API are case-insensitive". */
const METHODS: Readonly<Record<string, Method>> = {
  getme: getMe,
  getupdates: getUpdates,
  setwebhook: setWebhook,
  deletewebhook: deleteWebhook,
  getwebhookinfo: (account) => account.webhook.info(),
  getfile: (account, params) => account.files.link(params.text('file_id')),
  sendmessage: sendMessage,
  sendphoto: sendFile('photo'),
  senddocument: sendFile('document'),
  sendvideo: sendFile('video'),
  sendaudio: sendFile('audio'),
  sendvoice: sendFile('voice'),
  sendanimation: sendFile('animation'),
  sendsticker: sendFile('sticker'),
  sendvideonote: sendFile('video_note'),
  sendmediagroup: sendMediaGroup,
  editmessagetext: editMessageText,
  editmessagecaption: editMessageCaption,
  editmessagereplymarkup: editMessageReplyMarkup,
  editmessagemedia: editMessageMedia,
  deletemessage: deleteMessage,
  deletemessages: deleteMessages,
  deletebusinessmessages: deleteBusinessMessages,
  sendchataction: sendChatAction,
  setmessagereaction: setMessageReaction,
  answercallbackquery: answerCallbackQuery,
  getchat: getChat,
  getbusinessconnection: getBusinessConnection,
  getuserprofilephotos: getUserProfilePhotos,
  setmycommands: setMyCommands,
  getmycommands: (account, params) => account.commands.get(commandsKey(params)) ?? [],
  deletemycommands: (account, params) => account.commands.delete(commandsKey(params)) || true,
  logout: () => true,
};

/** @throws ApiError 501 for a method of Telegram that the fake does not model; undefined for what is none */
export function methodNamed(name: string): Method | undefined {
  const known = METHODS[name];
  if (known === undefined && KNOWN_METHODS.has(name)) throw notModelled(`the method ${name}`);
  return known;
}

/** https://core.telegram.org/bots/api#getme */
function getMe(account: BotAccount): Json {
  return {
    ...account.me,
    can_join_groups: account.joinsGroups,
    can_read_all_group_messages: account.readsGroups,
    supports_inline_queries: false,
    can_connect_to_business: true,
    has_main_web_app: false,
    has_topics_enabled: account.hasTopics,
    allows_users_to_create_topics: account.hasTopics,
  };
}

/** "This method will not work if an outgoing webhook is set up": https://core.telegram.org/bots/api#getupdates */
async function getUpdates(account: BotAccount, params: Params, hungUp: AbortSignal): Promise<Json[]> {
  if (account.webhook.url !== '') {
    throw await account.updates.refusal(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  return await account.updates.get(params, hungUp);
}

function setWebhook(account: BotAccount, params: Params): true {
  account.webhook.set(params);
  return true;
}

function deleteWebhook(account: BotAccount, params: Params): true {
  account.webhook.delete(params);
  return true;
}

/** https://core.telegram.org/bots/api#sendchataction */
function sendChatAction(account: BotAccount, params: Params): true {
  const chat = account.chatOf(params, businessOf(account, params));
  chat.assertWritable();
  const action = params.text('action');
  if (action === undefined || !ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
  chat.actions.push(action);
  return true;
}

/** "A bot can set up to one reaction per message": https://core.telegram.org/bots/api#setmessagereaction */
function setMessageReaction(account: BotAccount, params: Params): true {
  const chat = account.chatOf(params);
  const id = params.integer('message_id', 0);
  if (!chat.messages.has(id)) throw badRequest('message to react not found');
  const reactions = (params.array('reaction', 'reaction types') ?? []).map((one) => (isJson(one) ? one['emoji'] : undefined));
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const emoji = reactions.filter((one): one is string => typeof one === 'string' && EMOJI.includes(one));
  if (emoji.length < reactions.length) throw badRequest('REACTION_INVALID');
  chat.reactions.set(id, emoji);
  return true;
}

/** https://core.telegram.org/bots/api#answercallbackquery */
function answerCallbackQuery(account: BotAccount, params: Params): true {
  const id = params.text('callback_query_id');
  if (id === undefined || account.callbacks.get(id) !== null) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = params.text('text') ?? null;
  if (text !== null && text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  account.callbacks.set(id, { text, showAlert: params.flag('show_alert') });
  return true;
}

/** https://core.telegram.org/bots/api#getchat */
function getChat(account: BotAccount, params: Params): Json {
  return { ...account.chatOf(params).info, accent_color_id: 0, max_reaction_count: 11 };
}

/** https://core.telegram.org/bots/api#getbusinessconnection */
function getBusinessConnection(account: BotAccount, params: Params): Json {
  const business = account.businesses.get(params.text('business_connection_id') ?? '');
  if (business === undefined) throw badRequest('business connection not found');
  return account.businessFields(business);
}

/** https://core.telegram.org/bots/api#getuserprofilephotos; only the bot's own picture is modelled. */
function getUserProfilePhotos(account: BotAccount, params: Params): Json {
  const isSelf = params.integer('user_id') === account.me.id;
  const picture = isSelf && account.pictureFileId !== null ? account.files.find(account.pictureFileId) : undefined;
  const photos = picture === undefined ? [] : [account.files.photoAgain(picture)];
  return { total_count: photos.length, photos };
}

/** https://core.telegram.org/bots/api#setmycommands */
function setMyCommands(account: BotAccount, params: Params): true {
  const commands = params.array('commands', 'bot commands') ?? [];
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const command of commands) {
    const isNamed = isJson(command) && typeof command['command'] === 'string' && /^\/?[a-z\d_]{1,32}$/.test(command['command']);
    if (!isNamed) throw badRequest('BOT_COMMAND_INVALID');
    const description = command['description'];
    if (typeof description !== 'string' || description.length < 1 || description.length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
  }
  account.commands.set(commandsKey(params), commands.filter(isJson));
  return true;
}

function commandsKey(params: Params): string {
  return JSON.stringify([params.object('scope') ?? { type: 'default' }, params.text('language_code') ?? '']);
}
