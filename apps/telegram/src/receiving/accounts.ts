import { DeskError } from '@app/domain';
import { businessAccount, noteBusinessAccount, type BusinessAccount, type Sql } from '@app/store';
import { type BotApi, type BusinessConnection, connectionOf, getBusinessConnection, readConnection } from '@app/telegram';
import { TelegramError } from 'telegraf';

/** While the database is away updates are not held up by it more often than this, ms. */
const SAVE_AGAIN_MS = 10_000;

/**
 * Whose business accounts the bot answers for. A chat goes by the account (`model.md` 2), an update names only the connection: what it
 * means is told by `business_connection` updates, and asked for where we missed them.
 */
export class Accounts {
  /** User ids by connection; which account a connection is of never changes. */
  private readonly known = new Map<string, string>();
  /** What the database could not be told yet. */
  private readonly unsaved = new Map<string, BusinessConnection>();
  private saveAgainAt = 0;

  constructor(
    private readonly api: BotApi,
    private readonly inboxId: string,
    private readonly sql: Sql,
  ) {}

  /**
   * The account of an update's chat: `0`, or a user id.
   *
   * @throws what the Bot API throws when it cannot be asked: the update is not taken then
   */
  async accountOf(update: unknown, signal: AbortSignal): Promise<string> {
    const told = readConnection(fieldOf(update, 'business_connection'));
    if (told) await this.learn(told);
    else if (this.unsaved.size > 0 && performance.now() > this.saveAgainAt) await this.save();
    const id = connectionOf(update);
    if (id === null) return '0';
    return this.known.get(id) ?? (await this.fromTable(id)) ?? (await this.fromTelegram(id, signal));
  }

  private async learn(connection: BusinessConnection): Promise<string> {
    const userId = String(connection.user.id);
    this.known.set(connection.id, userId);
    this.unsaved.set(connection.id, connection);
    await this.save();
    return userId;
  }

  /** While the database is away intake goes on: it is told later. */
  private async save(): Promise<void> {
    for (const [id, connection] of this.unsaved) {
      try {
        await noteBusinessAccount(this.sql, this.inboxId, accountRow(connection));
        if (this.unsaved.get(id) === connection) this.unsaved.delete(id);
      } catch (error) {
        if (!(error instanceof DeskError)) throw error;
        this.saveAgainAt = performance.now() + SAVE_AGAIN_MS;
        return;
      }
    }
  }

  private async fromTable(id: string): Promise<string | null> {
    try {
      const userId = (await businessAccount(this.sql, this.inboxId, id))?.userId ?? null;
      if (userId !== null) this.known.set(id, userId);
      return userId;
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      return null;
    }
  }

  /** A connection that Telegram does not know any more stands for its account itself: nobody can write by it. */
  private async fromTelegram(id: string, signal: AbortSignal): Promise<string> {
    try {
      const connection = readConnection(await getBusinessConnection(this.api, id, { signal }));
      return connection === null ? id : await this.learn(connection);
    } catch (error) {
      if (error instanceof TelegramError && error.code === 400) return id;
      throw error;
    }
  }
}

function accountRow({ id, user, canReply, isEnabled }: BusinessConnection): BusinessAccount {
  return { connectionId: id, userId: String(user.id), name: user.name, canReply, enabled: isEnabled };
}

function fieldOf(update: unknown, name: string): unknown {
  return typeof update === 'object' && update !== null ? Object.entries(update).find(([key]) => key === name)?.[1] : undefined;
}
