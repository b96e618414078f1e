import { findThread, type KnownThreads } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { NewConversation } from './conversations.js';
import type { IncomingMessage } from './incoming.js';
import type { Fresh } from './received.js';

/** Finds the conversation of each mail of a batch; a mail may answer one that came just before it in the same batch. */
export class Threading implements KnownThreads {
  /** Conversations that mails of this batch begin. */
  readonly started: Omit<NewConversation, 'currentTicketId'>[] = [];
  private readonly startedById = new Map<string, string[]>();
  private readonly wroteIn = new Set<string>();

  constructor(private readonly stored: KnownThreads) {}

  locate({ incoming }: Fresh<IncomingMessage>, contactId: string): { conversationId: string; isParticipant: boolean } {
    if (incoming.place.kind !== 'thread') throw new Error('Only mail is threaded.');
    const { inboxId, sender } = incoming;
    const found = findThread({ inboxId, sender: sender.address, tokens: incoming.place.tokens, ancestors: incoming.place.ancestors }, this);
    const thread = found ?? { conversationId: this.start(inboxId, contactId), isParticipant: true };
    this.remember(thread.conversationId, incoming);
    return thread;
  }

  byToken(inboxId: string, token: string): string | null {
    return this.stored.byToken(inboxId, token);
  }

  byMessageId(inboxId: string, messageId: string): readonly string[] {
    return [...this.stored.byMessageId(inboxId, messageId), ...(this.startedById.get(`${inboxId} ${messageId}`) ?? [])];
  }

  isParticipant(conversationId: string, address: string): boolean {
    return this.wroteIn.has(`${conversationId} ${address}`) || this.stored.isParticipant(conversationId, address);
  }

  private start(inboxId: string, contactId: string): string {
    const id = newId();
    this.started.push({ id, inboxId, externalKey: newId(), contactId });
    return id;
  }

  private remember(conversationId: string, { inboxId, place, sender, to, cc }: IncomingMessage): void {
    for (const address of [sender.address, ...to.map((one) => one.address), ...cc.map((one) => one.address)]) {
      if (address !== '') this.wroteIn.add(`${conversationId} ${address.toLowerCase()}`);
    }
    if (place.kind !== 'thread' || place.messageId === null) return;
    const key = `${inboxId} ${place.messageId}`;
    this.startedById.set(key, [...(this.startedById.get(key) ?? []), conversationId]);
  }
}
