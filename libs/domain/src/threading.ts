/** Why a mail is not a person's own writing. The last three only report on another mail. */
export type AutomaticKind = 'auto-reply' | 'bulk' | 'bounce' | 'receipt' | 'complaint';

/** A report is about a mail of ours: without it, it is about nothing that we know. */
export function isReport(kind: AutomaticKind | null): boolean {
  return kind === 'bounce' || kind === 'receipt' || kind === 'complaint';
}

/** What a mail says about where it belongs. */
export type ThreadClues = {
  readonly inboxId: string;
  /** In lower case; '' when there is none. */
  readonly sender: string;
  /** Our reply tokens, from its addresses and ids. */
  readonly tokens: readonly string[];
  /** In-Reply-To and References, nearest ancestor first. */
  readonly ancestors: readonly string[];
  /** Its own id; null when there is none, or another mail has it already. */
  readonly messageId: string | null;
};

/**
 * What an address is to a conversation.
 *
 * `participant`: began it, was written to by us, or was brought in by a proved mail of one of these. `copied`: stands in To or Cc of a
 * mail that anybody could have written, or came in with our token. `stranger`: neither.
 */
export type Part = 'participant' | 'copied' | 'stranger';

/** What is known of earlier conversations. */
export type KnownThreads = {
  byToken(inboxId: string, token: string): string | null;
  /** Conversations of the mails with this id, newest first: contact forms repeat ids. */
  holding(inboxId: string, messageId: string): readonly string[];
  /** Conversations with a mail that answers this id. */
  mentioning(inboxId: string, messageId: string): readonly string[];
  partOf(conversationId: string, address: string): Part;
};

export type Thread = { readonly conversationId: string; readonly part: Part };

/**
 * Finds the conversation that a mail goes on with, or null: a new one. A subject never threads.
 *
 * Our token first: it is a secret of the conversation, so whoever has it was written to or was told. Then ids, but only where the
 * sender takes part: ids are no secret, and a stranger who guesses one gets a conversation of his own. A mail that is here counts
 * before one that is only mentioned, and last of all the answers to this very mail that were quicker than it.
 */
export function findThread(mail: ThreadClues, known: KnownThreads): Thread | null {
  for (const token of mail.tokens) {
    const conversationId = known.byToken(mail.inboxId, token);
    if (conversationId !== null) return { conversationId, part: known.partOf(conversationId, mail.sender) };
  }
  for (const conversationId of candidates(mail, known)) {
    const part = known.partOf(conversationId, mail.sender);
    if (part !== 'stranger') return { conversationId, part };
  }
  return null;
}

function* candidates({ inboxId, ancestors, messageId }: ThreadClues, known: KnownThreads): Iterable<string> {
  for (const id of ancestors) yield* known.holding(inboxId, id);
  for (const id of ancestors) yield* known.mentioning(inboxId, id);
  if (messageId !== null) yield* known.mentioning(inboxId, messageId);
}
