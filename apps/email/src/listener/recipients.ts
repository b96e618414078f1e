import { DeskError } from '@app/domain';
import type { Inboxes } from '@app/store';

/** A list is as good as new for so long, ms. */
const FRESH_MS = 2_000;

/**
 * Who may be written to: the addresses of active inboxes.
 *
 * While the database is away the list of before goes on: taking mail in needs no database (`architecture.md` 3).
 */
export class Recipients {
  private byAddress: ReadonlyMap<string, readonly string[]> | null = null;
  private readAt = -Infinity;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly inboxes: Pick<Inboxes, 'mailAddresses'>,
    /** Monotonic, ms. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * The inboxes that an address stands for, with or without a plus part; empty for an unknown one.
   *
   * @throws DeskError unavailable: nothing is known yet
   */
  async inboxesOf(address: string): Promise<readonly string[]> {
    if (this.now() - this.readAt > FRESH_MS) await (this.reading ??= this.read());
    const written = address.toLowerCase();
    return this.byAddress?.get(written) ?? this.byAddress?.get(withoutPlus(written)) ?? [];
  }

  private async read(): Promise<void> {
    try {
      const rows = await this.inboxes.mailAddresses();
      const byAddress = Map.groupBy(rows, (row) => row.address.toLowerCase());
      this.byAddress = new Map([...byAddress].map(([address, found]) => [address, found.map((row) => row.id)]));
      this.readAt = this.now();
    } catch (error) {
      if (this.byAddress === null || !(error instanceof DeskError) || error.fault !== 'unavailable') throw error;
    } finally {
      this.reading = null;
    }
  }
}

function withoutPlus(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at).replace(/\+.*$/s, '') + address.slice(at);
}
