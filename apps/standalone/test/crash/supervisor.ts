import { type ProductProcess, until } from '@app/testing';

/** A life of a process: when it began (`performance.now()`), and how the one before ended. */
type Life = { readonly number: number; readonly begunAt: number };

/** Starts again whatever dies, at once, as compose does. */
export class Supervisor {
  /** Ends that nobody had ordered: a bug each. */
  readonly unexpected: string[] = [];
  private readonly lives = new Map<string, Life>();
  private readonly faults = new Map<string, string>();
  private readonly stopping = new Set<string>();
  private isClosed = false;

  constructor(private readonly processes: ReadonlyMap<string, ProductProcess>) {
    for (const [name, process] of processes) {
      this.lives.set(name, { number: 1, begunAt: performance.now() });
      void this.keep(name, process);
    }
  }

  /** @returns when it was started again */
  async kill9(name: string): Promise<number> {
    const next = this.life(name).number + 1;
    await this.process(name).kill9();
    return (await this.reaches(name, next, 30_000)).begunAt;
  }

  /**
   * Stops a process in order and starts it with a fault; resolves when it has ended itself there and was started again without.
   *
   * @param fault e.g. `W5:before`
   * @returns when it was started again
   */
  async endAt(name: string, fault: string): Promise<number> {
    const armed = this.life(name).number + 1;
    this.faults.set(name, fault);
    this.stopping.add(name);
    await this.process(name).stop();
    await this.reaches(name, armed, 30_000);
    return (await this.reaches(name, armed + 1, 90_000, `end itself at ${fault}`)).begunAt;
  }

  /** From now on what ends stays so. */
  close(): void {
    this.isClosed = true;
  }

  private async keep(name: string, process: ProductProcess): Promise<void> {
    for (;;) {
      await process.ended();
      if (this.isClosed) return;
      const isStopped = this.stopping.delete(name);
      if (process.end?.signal !== 'SIGKILL' && !(isStopped && process.end?.code === 0)) {
        this.unexpected.push(`${name} ended with ${JSON.stringify(process.end)}:\n${process.output.slice(-3000)}`);
      }
      const fault = this.faults.get(name);
      this.faults.delete(name);
      const begunAt = performance.now();
      process.start(fault === undefined ? {} : { FAULT: fault });
      this.lives.set(name, { number: this.life(name).number + 1, begunAt });
    }
  }

  private reaches(name: string, number: number, timeoutMs: number, what = 'be started again'): Promise<Life> {
    return until(
      `${name} to ${what}`,
      () => {
        const life = this.life(name);
        return life.number >= number && life;
      },
      { timeoutMs, everyMs: 20 },
    );
  }

  private life(name: string): Life {
    return this.lives.get(name) ?? { number: 0, begunAt: 0 };
  }

  private process(name: string): ProductProcess {
    const found = this.processes.get(name);
    if (!found) throw new Error(`there is no process ${name}`);
    return found;
  }
}
