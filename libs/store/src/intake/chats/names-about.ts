import type { Incoming } from '../incoming.js';
import { isAddressed, type MessageName } from '../received.js';

/** Names of messages that something changes. */
export function namesChanged(incoming: Incoming): MessageName[] {
  const { inboxId } = incoming;
  if (incoming.kind === 'edit') return [{ inboxId, externalId: incoming.message.externalId }];
  if (incoming.kind === 'reaction') return [{ inboxId, externalId: incoming.of }];
  return incoming.kind === 'deletion' ? incoming.of.map((externalId) => ({ inboxId, externalId })) : [];
}

/** The name of what it replies to. */
export function namesAnswered(incoming: Incoming): MessageName[] {
  const message = incoming.kind === 'edit' ? incoming.message : incoming;
  const of = message.kind === 'message' && isAddressed(message) ? (message.chat?.answers?.of ?? null) : null;
  return of === null ? [] : [{ inboxId: incoming.inboxId, externalId: of }];
}

/** Names of messages that something waits for where they are not known yet. */
export function namesAwaited(incoming: Incoming): MessageName[] {
  return incoming.kind === 'edit' ? namesAnswered(incoming) : [...namesChanged(incoming), ...namesAnswered(incoming)];
}
