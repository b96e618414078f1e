import { DeskError } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { type Rate, TokenBuckets } from './token-bucket.js';

/** By visitor and by inbox; never by address: offices share one. */
const RATES = {
  /** A person who types fast, and a browser that sends what it kept for half an hour. */
  messageOfVisitor: { burst: 30, perSecond: 1 },
  messageOfInbox: { burst: 5_000, perSecond: 2_000 },
  fileOfVisitor: { burst: 20, perSecond: 0.2 },
  sessionOfVisitor: { burst: 60, perSecond: 1 },
  pollOfVisitor: { burst: 100, perSecond: 5 },
  /** Addresses and transcripts. */
  addressOfVisitor: { burst: 5, perSecond: 1 / 60 },
  newVisitorOfInbox: { burst: 2_000, perSecond: 100 },
} as const satisfies Record<string, Rate>;

export type VisitorAct = keyof typeof RATES;

/** How often visitors may do what they do. Each process counts for itself. */
@Injectable()
export class VisitorLimits {
  private readonly buckets = new Map(Object.entries(RATES).map(([act, rate]) => [act, new TokenBuckets(rate)]));

  /** @throws DeskError unavailable/too-many-requests with `retryAfterSeconds` */
  spend(act: VisitorAct, id: string): void {
    const waitMs = this.buckets.get(act)?.take(id, performance.now()) ?? 0;
    if (waitMs === 0) return;
    throw new DeskError('unavailable', 'too-many-requests', 'Too many at once: wait a moment.', {
      params: { retryAfterSeconds: Math.ceil(waitMs / 1_000) },
    });
  }
}
