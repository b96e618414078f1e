/**
 * Bytes that may be in work at once: who wants more than is left waits, in the order of asking.
 *
 * One who wants more than there is at all gets all of it, alone.
 */
export class ByteBudget {
  private left: number;
  private readonly waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  constructor(private readonly total: number) {
    this.left = total;
  }

  async during<T>(wanted: number, work: () => Promise<T>): Promise<T> {
    const bytes = Math.min(wanted, this.total);
    await this.take(bytes);
    try {
      return await work();
    } finally {
      this.left += bytes;
      this.letIn();
    }
  }

  private async take(bytes: number): Promise<void> {
    const turn = Promise.withResolvers<void>();
    this.waiting.push({ bytes, go: turn.resolve });
    this.letIn();
    await turn.promise;
  }

  private letIn(): void {
    for (let next = this.waiting[0]; next !== undefined && next.bytes <= this.left; next = this.waiting[0]) {
      this.left -= next.bytes;
      this.waiting.shift();
      next.go();
    }
  }
}
