import { Log, WakeLoop } from '@app/service';
import { noteSeen, Store } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

/** Gathers what browsers say they got and showed, and writes it in batches: whatever comes during one write is the next. */
@Injectable()
export class Receipts implements OnApplicationBootstrap, OnApplicationShutdown {
  private marks = new Map<string, { got: bigint; read: bigint }>();
  private readonly loop: WakeLoop;

  constructor(
    private readonly store: Store,
    log: Log,
  ) {
    this.loop = new WakeLoop({ name: 'webchat receipts', log, run: () => this.write(), maxBackoffMs: 5_000 });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await this.write();
  }

  note(conversationId: string, kind: 'got' | 'read', position: number): void {
    const mark = this.marks.get(conversationId) ?? { got: 0n, read: 0n };
    const reached = BigInt(position);
    if (reached > mark[kind]) mark[kind] = reached;
    this.marks.set(conversationId, mark);
    this.loop.wake();
  }

  private async write(): Promise<null> {
    const taken = this.marks;
    this.marks = new Map();
    try {
      await noteSeen(
        this.store,
        [...taken].map(([conversationId, mark]) => ({ conversationId, ...mark })),
      );
    } catch (error) {
      for (const [conversationId, { got, read }] of taken) {
        this.note(conversationId, 'got', Number(got));
        this.note(conversationId, 'read', Number(read));
      }
      throw error;
    }
    return null;
  }
}
