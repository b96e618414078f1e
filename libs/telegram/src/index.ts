export { BotApi, type BotAddress, type CallOptions } from './client/bot-api.js';
export { LineError } from './client/line.js';
export {
  getBusinessConnection,
  getMe,
  getPicture,
  setMyCommands,
  type BotAccount,
  type Command,
  type Commands,
  type Picture,
} from './client/account.js';
export {
  answerCallbackQuery,
  deleteWebhook,
  getUpdates,
  getWebhookInfo,
  setWebhook,
  updateKinds,
  type Asked,
  type WantedWebhook,
  type Webhook,
} from './client/intake.js';
export { botTrouble, retryAfterOf } from './client/trouble.js';
export { fetchPicture } from './client/picture.js';
export { checkBot, type BotCheck, type CheckedBot } from './check/check-bot.js';
export type { BotStep } from './check/step.js';
export { webhookObstacle, webhookUrl } from './check/webhook-place.js';
export { getFile, type RemoteFile } from './client/files.js';
export {
  changeCaption,
  changeText,
  removeMessages,
  sendAlbum,
  sendFile,
  sendText,
  showTyping,
  type Around,
  type OutgoingFile,
  type Said,
  type Spot,
} from './client/sending.js';
export type { BusinessConnection, Chat, ChatFile, ChatMessage, Person, ReplyTo, Update, What } from './updates/update.js';
export { chatKeyOf, chatOf, messageName, type ChatPlace } from './updates/names.js';
export { connectionOf, updateKeys, type UpdateKeys } from './updates/update-keys.js';
export { jsonText } from './updates/json-text.js';
export { readConnection } from './updates/read-connection.js';
export { readUpdate } from './updates/read-update.js';
export { inspectUpdate, type InspectedUpdate } from './updates/inspect-update.js';
export { contentText } from './updates/content.js';
export { entitiesToHtml, type ReceivedEntity } from './text/entities-to-html.js';
export { formattedText, type FormattedText } from './text/formatted-text.js';
