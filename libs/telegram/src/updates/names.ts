/**
 * The external id of a chat's message, theirs or ours: unique in its inbox for ever (`model.md` 2).
 *
 * @param account `0`, or the user id of the business account that the bot answers for: its chats share numbers with the bot's own
 */
export function messageName(botId: string, account: string, chatId: number | string, messageId: number | string): string {
  return account === '0' ? `${botId}:message:${chatId}:${messageId}` : `${botId}:business:${account}:${chatId}:${messageId}`;
}

/** A chat of Telegram, or one topic of it: `account:chat:topic` (`conversations.external_key`, the recipient of a delivery). */
export function chatKeyOf(account: string, chatId: number | string, threadId: number | null): string {
  return `${account}:${chatId}:${threadId ?? 0}`;
}

export type ChatPlace = {
  /** `0`: the bot's own; else the user id of a business account. */
  readonly account: string;
  readonly chatId: string;
  /** Of a chat with topics; null for its general one, and for every other chat. */
  readonly threadId: number | null;
};

/** Where an answer goes. */
export function chatOf(chatKey: string): ChatPlace {
  const [account = '0', chatId = '', topic = '0'] = chatKey.split(':');
  return { account, chatId, threadId: topic === '0' ? null : Number(topic) };
}
