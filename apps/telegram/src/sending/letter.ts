import type { Reason, ReplyPart } from '@app/domain';
import type { BotAnswerResult, DeliveryResult, DueAttachment, DueBotAnswer, DueDelivery, DueMessage } from '@app/store';
import { chatOf, messageName } from '@app/telegram';

/** One call to be made: a part of an agent's answer, or what the bot says by itself. */
export type Letter = {
  readonly id: string;
  /** `account:chat:topic`. */
  readonly chatKey: string;
  readonly part: ReplyPart;
  readonly attachments: readonly DueAttachment[];
  /** The chat's message that it replies to; null: none. */
  readonly replyTo: string | null;
  /** Tries so far, this one included. */
  readonly attempts: number;
};

/** How a call ended, for now or for good. */
export type Ending =
  /** Under these numbers in this chat; none of what changed or deleted something. */
  | { readonly state: 'sent'; readonly chatId: string; readonly messageIds: readonly string[] }
  | { readonly state: 'failed' | 'unknown'; readonly reason: Reason }
  /** `isUncounted`: nobody was asked, or it was asked to come later. */
  | { readonly state: 'queued'; readonly reason: Reason; readonly notBefore: Date; readonly isUncounted: boolean };

export function letterOf(message: DueMessage, delivery: DueDelivery): Letter {
  const part = delivery.content ?? { text: message.text };
  const isFirst = delivery.part === 1 && !isChange(part);
  return {
    id: delivery.id,
    chatKey: message.externalKey,
    part,
    attachments: message.attachments,
    replyTo: isFirst ? message.answersTo : null,
    attempts: delivery.attempts,
  };
}

/** @param answer as it was read: this try is not counted in it */
export function letterOfBot({ id, chatKey, text, attempts }: DueBotAnswer): Letter {
  return { id, chatKey, part: { text }, attachments: [], replyTo: null, attempts: attempts + 1 };
}

/** Repeating it changes nothing more. */
export function isChange(part: ReplyPart): boolean {
  return 'change' in part || 'remove' in part;
}

/** How many messages it counts as, by Telegram's limits. */
export function weightOf(part: ReplyPart | null): number {
  return part !== null && 'album' in part ? part.album.length : 1;
}

export function filesOf(part: ReplyPart | null): readonly string[] {
  if (part === null) return [];
  if ('album' in part) return part.album;
  return 'attachmentId' in part ? [part.attachmentId] : [];
}

/** @param botId names what was sent, together with its chat */
export function deliveryResult({ id, chatKey }: Letter, ending: Ending, botId: string): DeliveryResult {
  if (ending.state !== 'sent') return { id, ...ending };
  const { chatId, messageIds } = ending;
  if (messageIds.length === 0) return { id, state: 'accepted' };
  const sentAs = messageIds.map((messageId) => messageName(botId, chatOf(chatKey).account, chatId, messageId));
  return { id, state: 'accepted', externalId: messageIds.join(','), sentAs };
}

export function botAnswerResult({ id }: Letter, ending: Ending): BotAnswerResult {
  return ending.state === 'sent' ? { id, state: 'sent' } : { id, ...ending };
}
