type Waiting = { readonly begin: () => void; readonly giveUp: (error: unknown) => void };

/** Lets so many works run at once; the others wait, in their order. */
export class Turns {
  private readonly waiting: Waiting[] = [];
  private running = 0;

  constructor(private readonly most: number) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await new Promise<void>((begin, giveUp) => this.waiting.push({ begin, giveUp }));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next.begin();
      else this.running -= 1;
    }
  }

  /** What waits now is not begun: it would meet the same. */
  turnAway(error: unknown): void {
    for (const { giveUp } of this.waiting.splice(0)) giveUp(error);
  }
}
