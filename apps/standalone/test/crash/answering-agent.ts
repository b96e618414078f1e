import { setTimeout as wait } from 'node:timers/promises';
import { ApiRefusal, type ProductApi, type TicketAnswer } from '@app/testing';

const LOOK_EVERY_MS = 400;
const RETRY_MS = 200;
/** What a reply makes of its ticket, in turn. */
const THEN = ['pending', 'keep', 'solve'] as const;

export function answerTo(number: number): string {
  return `Ответ на обращение ${number}: заказ едет.`;
}

/** The number of the ticket that an answer is for; null when the text is none of ours. */
export function answeredIn(text: string): number | null {
  const number = /Ответ на обращение (\d+):/.exec(text)?.[1];
  return number === undefined ? null : Number(number);
}

/** An agent who answers each of her tickets once, through the API: what was not answered for sure is asked for again under the same key. */
export class AnsweringAgent {
  readonly answered = new Set<number>();
  /** What the API refused for good. */
  readonly refusals: string[] = [];
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly api: ProductApi) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const numbers = (await this.patiently(() => this.ownTickets())) ?? [];
      for (const number of numbers) await this.answer(number);
      await wait(LOOK_EVERY_MS);
    }
  }

  private async answer(number: number): Promise<void> {
    if (this.answered.has(number)) return;
    const body = { text: answerTo(number), then: THEN[number % THEN.length] };
    await this.patiently(() => this.api.postOnce(`/tickets/${number}/replies`, body, `answer-${number}`));
    this.answered.add(number);
  }

  private async ownTickets(): Promise<number[]> {
    const numbers: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ assignee: 'me', sort: 'createdAt', limit: '100', ...(cursor !== '' && { cursor }) });
      const page: { data: readonly TicketAnswer[]; next: string | null } = await this.api.get(`/tickets?${query.toString()}`);
      numbers.push(...page.data.map((ticket) => ticket.number));
      cursor = page.next;
    }
    return numbers;
  }

  /** Through cuts and whatever the server says of itself (5xx); what it says of the request is final. */
  private async patiently<T>(work: () => Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ApiRefusal && error.status < 500) {
          this.refusals.push(error.message);
          return null;
        }
        if (this.stopped.signal.aborted) return null;
        await wait(RETRY_MS);
      }
    }
  }
}
