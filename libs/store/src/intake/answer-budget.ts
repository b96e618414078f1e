import type { Sql } from '../database/sql.js';
import type { IncomingCommand } from './incoming.js';

/** So many answers of the bot's own a chat gets within a minute: nobody reads more, and a flood of commands is no reason for one of answers. */
const MOST_A_MINUTE = 10;

/** What may still be said in each chat, of a batch. Each normalizer counts on its own: of one chat nearly always one alone reads. */
export class AnswerBudget {
  private constructor(private readonly left: Map<string, number>) {}

  static async of(sql: Sql, commands: readonly IncomingCommand[]): Promise<AnswerBudget> {
    const keys = [...new Map(commands.map((one) => [keyOf(one), one])).values()];
    const rows = await sql.query<{ inboxId: string; externalKey: string; n: number }>(
      `select w.inbox_id as "inboxId", w.chat_key as "externalKey", count(*)::int as n
       from unnest($1::uuid[], $2::text[]) as w(inbox_id, chat_key)
       join bot_answers a on a.inbox_id = w.inbox_id and a.chat_key = w.chat_key and a.created_at > now() - interval '1 minute'
       group by 1, 2`,
      [keys.map(({ inboxId }) => inboxId), keys.map(({ externalKey }) => externalKey)],
    );
    return new AnswerBudget(new Map(rows.map((row) => [keyOf(row), MOST_A_MINUTE - row.n])));
  }

  /** @returns whether the command is answered */
  spend(command: IncomingCommand): boolean {
    const left = this.left.get(keyOf(command)) ?? MOST_A_MINUTE;
    this.left.set(keyOf(command), left - 1);
    return left > 0;
  }
}

function keyOf({ inboxId, externalKey }: Pick<IncomingCommand, 'inboxId' | 'externalKey'>): string {
  return `${inboxId} ${externalKey}`;
}
