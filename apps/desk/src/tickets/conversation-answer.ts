import type { Conversation } from '@app/contracts';
import type { ConversationRow } from '@app/store';
import { mailSizeLimit } from './mail-size-limit.js';

export function conversationAnswer({ answer, blockedAt, ...rest }: ConversationRow): Conversation {
  const row = { ...rest, blockedAt: blockedAt?.toISOString() ?? null };
  if (answer === null) return { ...row, answer };
  const { smtpHost, ...suggested } = answer;
  return { ...row, answer: { ...suggested, sizeLimit: mailSizeLimit(smtpHost) } };
}
