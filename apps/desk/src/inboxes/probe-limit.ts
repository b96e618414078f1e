import { DeskError } from '@app/domain';
import { Injectable } from '@nestjs/common';

/** A person sets up a few inboxes in a row; more are somebody who looks into networks from here, or guesses passwords. */
const MOST_A_MINUTE = 10;
const MINUTE_MS = 60_000;

/** How often somebody may have servers looked at that are not saved yet. */
@Injectable()
export class ProbeLimit {
  /** When each caller asked, within the last minute, ms. Each process counts for itself. */
  private readonly asked = new Map<string, number[]>();

  /**
   * @param caller who asks
   * @throws DeskError unavailable/too-many-requests with `retryAfterSeconds`
   */
  count(caller: string, now = performance.now()): void {
    for (const [other, times] of this.asked) if ((times.at(-1) ?? 0) < now - MINUTE_MS) this.asked.delete(other);
    const times = (this.asked.get(caller) ?? []).filter((time) => time > now - MINUTE_MS);
    const [oldest = now] = times;
    if (times.length >= MOST_A_MINUTE) {
      throw new DeskError('unavailable', 'too-many-requests', 'Too many inboxes were looked at: wait a moment.', {
        params: { retryAfterSeconds: Math.ceil((oldest + MINUTE_MS - now) / 1_000) },
      });
    }
    this.asked.set(caller, [...times, now]);
  }
}
