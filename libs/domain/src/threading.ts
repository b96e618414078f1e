/** What a mail says about where it belongs. */
export type ThreadClues = {
  readonly inboxId: string;
  /** In lower case; '' when there is none. */
  readonly sender: string;
  /** Our reply tokens, from its addresses and ids. */
  readonly tokens: readonly string[];
  /** In-Reply-To and References, nearest ancestor first. */
  readonly ancestors: readonly string[];
};

/** What is known of earlier conversations. */
export type KnownThreads = {
  byToken(inboxId: string, token: string): string | null;
  byMessageId(inboxId: string, messageId: string): readonly string[];
  isParticipant(conversationId: string, address: string): boolean;
};

export type Thread = {
  readonly conversationId: string;
  /** False: the sender only has our token (a forwarded mail, another address of the same person); shown as unproved. */
  readonly isParticipant: boolean;
};

/**
 * Finds the conversation that a mail goes on with, or null: a new one. A subject never threads.
 *
 * Our token first: it is a secret of the conversation. Then ids of known messages, but only where the sender took part:
 * ids are no secret, and a stranger who guesses one gets a conversation of his own.
 */
export function findThread(mail: ThreadClues, known: KnownThreads): Thread | null {
  for (const token of mail.tokens) {
    const conversationId = known.byToken(mail.inboxId, token);
    if (conversationId !== null) return { conversationId, isParticipant: known.isParticipant(conversationId, mail.sender) };
  }
  for (const id of mail.ancestors) {
    const conversationId = known.byMessageId(mail.inboxId, id).find((candidate) => known.isParticipant(candidate, mail.sender));
    if (conversationId !== undefined) return { conversationId, isParticipant: true };
  }
  return null;
}
