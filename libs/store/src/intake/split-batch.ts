import { readStartPayload } from '@app/domain';
import type { Incoming, IncomingCommand } from './incoming.js';

/**
 * Splits a batch into parts that are taken in one after another, a transaction each: commands apart from messages, since both lock contacts,
 * chats and tickets, in that order; and by itself what locks more than its own chat: a proof of who somebody is, a chat that moves. Of each
 * chat the order stays.
 *
 * Without any of these, as nearly always, the batch stays whole.
 */
export function splitBatch(batch: readonly Incoming[]): readonly (readonly Incoming[])[] {
  if (batch.length < 2 || batch.every((one) => kindOf(one) === 'others')) return [batch];
  const parts = new Parts();
  for (const one of batch) parts.add(one);
  return parts.all();
}

type PartKind = 'others' | 'commands' | 'alone';

class Parts {
  private readonly parts: { readonly kind: PartKind; readonly items: Incoming[] }[] = [];
  /** By chat: the last part that holds something of it. */
  private readonly last = new Map<string, number>();
  /** Everything that comes later goes here or behind. */
  private least = 0;

  add(one: Incoming): void {
    const chat = chatOf(one);
    const from = chat === null ? this.parts.length - 1 : (this.last.get(chat) ?? 0);
    const at = this.partFrom(Math.max(from, this.least), kindOf(one));
    this.parts[at]?.items.push(one);
    if (chat === null) this.least = at;
    else this.last.set(chat, at);
  }

  all(): readonly (readonly Incoming[])[] {
    return this.parts.map(({ items }) => items);
  }

  private partFrom(from: number, kind: PartKind): number {
    const found = kind === 'alone' ? -1 : this.parts.findIndex((part, at) => at >= from && part.kind === kind);
    return found >= 0 ? found : this.parts.push({ kind, items: [] }) - 1;
  }
}

function kindOf(one: Incoming): PartKind {
  if (one.kind === 'move') return 'alone';
  if (one.kind !== 'command') return 'others';
  return isProof(one) ? 'alone' : 'commands';
}

/** Or looks like one. */
function isProof({ command, payload }: IncomingCommand): boolean {
  const what = command === 'start' ? readStartPayload(payload) : undefined;
  return what !== undefined && what?.kind !== 'none' && what?.kind !== 'context';
}

/** Null: of no chat, or of more than one; it keeps its place among all. */
function chatOf(one: Incoming): string | null {
  switch (one.kind) {
    case 'message':
      return one.place.kind === 'chat' ? `${one.inboxId} ${one.place.externalKey}` : one.inboxId;
    case 'edit':
      return chatOf(one.message);
    case 'command':
    case 'standing':
    case 'topic':
      return `${one.inboxId} ${one.externalKey}`;
    case 'reaction':
    case 'deletion':
    case 'move':
    case 'other':
      return null;
  }
}
