/** What a client says: `strings` are a query's text, a statement's name and text (parse), or a portal's and a statement's name (bind). */
export type PostgresMessage = { readonly type: 'query' | 'parse' | 'bind' | 'other'; readonly strings: readonly string[] };

const TYPES: Readonly<Record<string, readonly [type: PostgresMessage['type'], strings: number]>> = {
  Q: ['query', 1],
  P: ['parse', 2],
  B: ['bind', 2],
};
/** Type and length. */
const HEAD = 5;

/**
 * Reads what one client sends to PostgreSQL, however its bytes are cut into pieces.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class PostgresMessages {
  private rest = Buffer.alloc(0);
  private isStarted = false;

  /** @returns those that end in this piece */
  read(piece: Buffer): PostgresMessage[] {
    this.rest = Buffer.concat([this.rest, piece]);
    if (!this.isStarted && !this.skipStart()) return [];
    const messages: PostgresMessage[] = [];
    while (this.rest.length >= HEAD) {
      const end = 1 + this.rest.readInt32BE(1);
      if (this.rest.length < end) break;
      messages.push(messageOf(this.rest.subarray(0, end)));
      this.rest = this.rest.subarray(end);
    }
    return messages;
  }

  /** The first message has no type. */
  private skipStart(): boolean {
    const length = this.rest.length < 4 ? Number.POSITIVE_INFINITY : this.rest.readInt32BE(0);
    if (this.rest.length < length) return false;
    this.rest = this.rest.subarray(length);
    this.isStarted = true;
    return true;
  }
}

function messageOf(bytes: Buffer): PostgresMessage {
  const [type, count] = TYPES[String.fromCharCode(bytes[0] ?? 0)] ?? ['other', 0];
  return { type, strings: bytes.subarray(HEAD).toString('utf8').split('\0', count) };
}
