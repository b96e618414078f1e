import { acknowledgingTeams, expectedFirstResponses, type ExpectedResponses, Inboxes, Store, type TakeInOptions } from '@app/store';
import { Injectable } from '@nestjs/common';

/** A figure of two weeks is as good a minute later. */
const FRESH_MS = 60_000;

/** What is told beside a batch: how soon teams answer, looked up once a minute, and where the keys of sites are. */
@Injectable()
export class IntakeOptions {
  private known: ExpectedResponses = new Map();
  private knownAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: Store,
    private readonly inboxes: Inboxes,
  ) {}

  async now(): Promise<TakeInOptions> {
    return { expected: await this.expected(), siteKeys: (sql, inboxId) => this.inboxes.siteKey(sql, inboxId) };
  }

  private async expected(): Promise<ExpectedResponses> {
    if (performance.now() - this.knownAt < FRESH_MS) return this.known;
    this.known = await expectedFirstResponses(this.store, await acknowledgingTeams(this.store));
    this.knownAt = performance.now();
    return this.known;
  }
}
