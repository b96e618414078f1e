import type { ChatAnswer } from '@app/contracts';
import type { VisitorTicket } from '@app/store';
import type { Connection } from './connection.js';

/** One of those that hold until another is told. */
export type HeldFact = Extract<ChatAnswer, { agent: unknown } | { queue: unknown } | { office: unknown }>;

/** What holds for one connection beside its messages, and what of it was told: nothing is told twice in a row. */
export class ToldFacts {
  /** As it was read last. */
  ticket: VisitorTicket | null = null;
  private readonly told: Record<string, string> = {};
  private seen = 0n;

  constructor(readonly connection: Connection) {}

  tell(fact: HeldFact): void {
    const [name = ''] = Object.keys(fact);
    const said = JSON.stringify(fact);
    if (said === this.told[name]) return;
    this.told[name] = said;
    this.connection.send(fact);
  }

  /** Never back. */
  tellSeen(position: bigint): void {
    if (position <= this.seen) return;
    this.seen = position;
    this.connection.send({ seen: { position: Number(position) } });
  }
}
