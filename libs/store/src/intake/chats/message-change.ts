import type { IncomingDeletion, IncomingMessage, IncomingReaction } from '../incoming.js';
import type { Fresh } from '../received.js';

/** Something that changes messages that are here: as its author has it now, reacted to, or gone. */
export type MessageChange = { readonly messageId: string } & (
  | { readonly kind: 'version'; readonly item: Fresh; readonly version: IncomingMessage; readonly editedAt: Date | null }
  | { readonly kind: 'reaction'; readonly item: Fresh<IncomingReaction> }
  | { readonly kind: 'deletion'; readonly item: Fresh<IncomingDeletion> }
);

/** A message, and the one that it replies to, which came after it. */
export type LateAnswer = { readonly inboxId: string; readonly messageId: string; readonly conversationId: string; readonly to: string };
