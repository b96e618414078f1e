import { type Incoming, takeIn, takeInBatch, type Tx } from '@app/store';
import { anInbox, aTeam } from './builders.js';
import { openProductDatabase, type ProductDatabase } from './product-database.js';

export type SaidRow = {
  readonly id: string;
  readonly ticket: string;
  readonly text: string;
  readonly kind: string;
  readonly edited: boolean;
  readonly files: string[];
  readonly deleted: boolean;
  readonly reactions: { emoji: string; person: string }[];
};

/** A bot's inbox in a database of its own: what came goes in, and what it became is read from the tables. */
export class ChatsUnderTest {
  private constructor(
    readonly product: ProductDatabase,
    readonly team: string,
    readonly inbox: string,
  ) {}

  static async start(): Promise<ChatsUnderTest> {
    const product = await openProductDatabase();
    const team = await aTeam(product.store);
    return new ChatsUnderTest(product, team, await anInbox(product.store, 'telegram', team));
  }

  get store() {
    return this.product.store;
  }

  close(): Promise<void> {
    return this.product.close();
  }

  take(...batch: readonly Incoming[]): Promise<void> {
    return takeInBatch(this.store, batch);
  }

  /** Two normalizers at once take what the seed deals them: batches of one to three. */
  async takeRacing(all: readonly Incoming[], random: () => number): Promise<void> {
    const queue = [...all];
    const work = async () => {
      for (;;) {
        const batch = queue.splice(0, 1 + Math.floor(random() * 3));
        if (batch.length === 0) return;
        await this.take(...batch);
      }
    };
    await Promise.all([work(), work()]);
  }

  /** How many statements taking a batch in takes. */
  async statements(batch: readonly Incoming[]): Promise<number> {
    let count = 0;
    await this.store.transaction(async (tx) => {
      const [query, planned] = [tx.query.bind(tx), tx.planned.bind(tx)];
      tx.query = (...args) => ((count += 1), query(...args));
      tx.planned = (...args) => ((count += 1), planned(...args));
      await takeIn(tx, batch);
    });
    return count;
  }

  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.store.transaction(work);
  }

  /** The messages of a conversation, in the order of its timeline. */
  said(key: string): Promise<SaidRow[]> {
    return this.store.query<SaidRow>(
      `select m.id, m.ticket_id as ticket, m.text, m.kind, m.edited, m.deleted_at is not null as deleted, m.reactions,
         array(select f.filename from attachments f where f.message_id = m.id order by f.ordinal) as files
       from messages m join conversations c on c.id = m.conversation_id where c.external_key = $1 order by m.position`,
      [key],
    );
  }

  /** What a message said before, oldest first. */
  async before(key: string): Promise<string[]> {
    const rows = await this.store.query<{ text: string }>(
      `select e.text from message_edits e join messages m on m.id = e.message_id join conversations c on c.id = m.conversation_id
       where c.external_key = $1 order by e.edited_at, e.id`,
      [key],
    );
    return rows.map((row) => row.text);
  }

  async outcomes(...names: readonly string[]): Promise<(string | null)[]> {
    const rows = await this.store.query<{ name: string; outcome: string }>(
      `select external_id as name, outcome from received where external_id = any($1)`,
      [names],
    );
    return names.map((name) => rows.find((row) => row.name === name)?.outcome ?? null);
  }

  /** Events of the bus of one kind that name a message. */
  async told(type: string, messageId: string): Promise<number> {
    const rows = await this.store.query(`select from events where type = $1 and data ->> 'messageId' = $2`, [type, messageId]);
    return rows.length;
  }

  /** Of the tickets of a conversation's messages. */
  async ticketEvents(key: string): Promise<string[]> {
    const rows = await this.store.query<{ code: string }>(
      `select v.code from ticket_events v where v.ticket_id in (select m.ticket_id from messages m join conversations c on c.id = m.conversation_id
         where c.external_key = $1) order by v.position`,
      [key],
    );
    return rows.map((row) => row.code);
  }

  tickets(key: string): Promise<{ id: string; state: string; subject: string; preview: string; responded: boolean }[]> {
    return this.store.query(
      `select distinct t.id, t.number, t.state, t.subject, t.preview, t.first_response_at is not null as responded
       from messages m join conversations c on c.id = m.conversation_id join tickets t on t.id = m.ticket_id
       where c.external_key = $1 order by t.number`,
      [key],
    );
  }
}

/** All orders of some things. */
export function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
