import type { Topic } from '@app/contracts';
import { concerns, WakeUps } from './wake-ups.js';

/**
 * Tells when the log in PostgreSQL has grown, as soon as that is committed: in both sizes the same. Who reads it by `EventFeed` need not
 * wait until Kafka has carried the events around.
 */
export class LogNews {
  private wakeUps: WakeUps | null = null;

  constructor(
    private readonly databaseUrl: string,
    private readonly instance: string,
  ) {}

  /**
   * Tells of these topics, and after a gap in any case; connects in the background.
   *
   * @returns what ends it
   */
  on(topics: readonly Topic[], listener: () => void): () => void {
    this.wakeUps ??= new WakeUps(this.databaseUrl, `${this.instance} news`);
    return this.wakeUps.on((wakeUp) => {
      if (concerns(wakeUp, topics)) listener();
    });
  }

  async close(): Promise<void> {
    await this.wakeUps?.close();
  }
}
