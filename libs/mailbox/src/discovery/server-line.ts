import type { Socket } from 'node:net';

/** A longer line, or more bytes than this in all, is no greeting of a mail server. */
const LONGEST_LINE = 8 * 1024;
const MOST_BYTES = 64 * 1024;

/** The other side ended the connection. */
export class HungUp extends Error {
  override readonly name = 'HungUp';
}

/** Reads a server's lines one by one, and writes ours. */
export class ServerLine {
  private rest = '';
  private bytes = 0;
  private ended: Error | null = null;
  private wake: (() => void) | null = null;

  constructor(readonly socket: Socket) {
    socket.on('data', this.onData);
    socket.on('error', this.onError);
    socket.on('close', this.onClose);
  }

  /**
   * The next line, without its end. What comes in other pieces than lines ends when it is too long, with the connection.
   *
   * @throws HungUp when the other side ended; the socket's own error
   */
  async next(): Promise<string> {
    for (;;) {
      const end = this.rest.indexOf('\n');
      if (end >= 0) {
        const line = this.rest.slice(0, end).replace(/\r$/, '');
        this.rest = this.rest.slice(end + 1);
        return line;
      }
      if (this.rest.length > LONGEST_LINE || this.bytes > MOST_BYTES) return this.takeRest();
      if (this.ended !== null) {
        if (this.rest !== '') return this.takeRest();
        throw this.ended;
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  write(line: string): void {
    this.socket.write(`${line}\r\n`);
  }

  /** Leaves the socket to somebody else. @returns what came and was not read */
  release(): string {
    this.socket.off('data', this.onData).off('error', this.onError).off('close', this.onClose);
    return this.takeRest();
  }

  private takeRest(): string {
    const rest = this.rest;
    this.rest = '';
    return rest;
  }

  private readonly onData = (piece: Buffer): void => {
    this.bytes += piece.length;
    if (this.bytes <= MOST_BYTES) this.rest += piece.toString('latin1');
    else this.end(new HungUp('The server says too much.'));
    this.wake?.();
  };

  private readonly onError = (error: Error): void => this.end(error);

  private readonly onClose = (): void => this.end(new HungUp('The server ended the connection.'));

  private end(error: Error): void {
    this.ended ??= error;
    this.socket.destroy();
    this.wake?.();
  }
}
