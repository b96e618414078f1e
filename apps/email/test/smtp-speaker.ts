import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Endpoint } from '@app/testing';

/** Speaks SMTP or LMTP byte by byte, as no well-behaved client does. */
export class SmtpSpeaker {
  private lines: string[] = [];
  private rest = '';
  private waiting: (() => void) | null = null;
  isClosed = false;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      const lines = (this.rest + text).split('\r\n');
      this.rest = lines.pop() ?? '';
      this.lines.push(...lines);
      this.waiting?.();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.isClosed = true;
      this.waiting?.();
    });
  }

  static async open({ host, port }: Endpoint): Promise<SmtpSpeaker> {
    const socket = connect({ host, port });
    const speaker = new SmtpSpeaker(socket);
    await once(socket, 'connect');
    return speaker;
  }

  /** Greeted, and past LHLO or EHLO. */
  static async greeted(at: Endpoint, hello = 'LHLO relay.test'): Promise<SmtpSpeaker> {
    const speaker = await SmtpSpeaker.open(at);
    await speaker.reply();
    await speaker.say(hello);
    return speaker;
  }

  /** Sends a line and waits for its answer. */
  async say(line: string): Promise<string> {
    this.write(`${line}\r\n`);
    return await this.reply();
  }

  /** Bytes as they are. @returns false when it should wait for `drain` */
  write(bytes: string | Buffer): boolean {
    return this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  async drained(): Promise<void> {
    if (this.socket.writableNeedDrain) await once(this.socket, 'drain');
  }

  /** The next answer, its last line; '' when the line was cut. */
  async reply(): Promise<string> {
    for (;;) {
      const line = this.lines.shift();
      if (line !== undefined && !/^\d{3}-/.test(line)) return line;
      if (line !== undefined) continue;
      if (this.isClosed) return '';
      await new Promise<void>((resolve) => {
        this.waiting = resolve;
      });
      this.waiting = null;
    }
  }

  /** A transaction up to the data. @returns the answers to RCPT */
  async begin(from: string, recipients: readonly string[]): Promise<string[]> {
    await this.say(`MAIL FROM:<${from}>`);
    const answers: string[] = [];
    for (const recipient of recipients) answers.push(await this.say(`RCPT TO:<${recipient}>`));
    return answers;
  }

  /** @returns `count` answers to the final dot */
  async data(mail: string, count = 1): Promise<string[]> {
    await this.say('DATA');
    this.write(`${mail}\r\n.\r\n`);
    const answers: string[] = [];
    for (let n = 0; n < count; n += 1) answers.push(await this.reply());
    return answers;
  }

  end(): void {
    this.socket.destroy();
  }
}
