import type { WriteReply } from '@app/contracts';
import { DeskError } from '@app/domain';
import { answerPlace, type Blobs, type Caller, type Sql } from '@app/store';
import { chatBody } from './chat-text.js';
import { writtenBody, type WrittenBody } from './written-body.js';

type Ports = { readonly store: Sql; readonly blobs: Blobs };
/** As it came, to the ticket of this number. */
type Written = { readonly caller: Caller; readonly number: number; readonly reply: WriteReply };
export type ReadAnswer = { readonly reply: WriteReply; readonly body: WrittenBody };

/**
 * Reads an answer for the channel that it goes to, before anything is locked. Where that matters, the conversation is settled here.
 *
 * @throws DeskError missing/ticket-missing, missing/conversation-missing, invalid/only-in-telegram, invalid/html-too-long,
 *   invalid/html-too-deep
 */
export async function readAnswer({ store, blobs }: Ports, { caller, number, reply }: Written): Promise<ReadAnswer> {
  if (reply.html === undefined && reply.replyTo === null && reply.choices.length === 0)
    return { reply, body: await writtenBody(blobs, reply) };
  const { conversationId, channel } = await answerPlace(store, caller, number, reply.conversation ?? null);
  if (channel !== 'telegram') refuseLooks(reply);
  const body = channel === 'telegram' ? chatBody(reply) : await writtenBody(blobs, reply);
  return { reply: { ...reply, conversation: conversationId }, body };
}

/** Elsewhere nobody would see them: whoever asks for them would take the customer for asked. @throws DeskError invalid/only-in-telegram */
export function refuseLooks({ choices, replyTo = null }: { readonly choices: readonly string[]; readonly replyTo?: string | null }): void {
  const field = choices.length > 0 ? 'choices' : replyTo === null ? null : 'replyTo';
  if (field !== null) throw new DeskError('invalid', 'only-in-telegram', 'Only Telegram has this.', { params: { field } });
}
