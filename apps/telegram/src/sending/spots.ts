import { DeskError } from '@app/domain';
import { connectionFor, type Sql } from '@app/store';
import { chatOf, type Spot } from '@app/telegram';

/** Where answers go: a chat of the bot's own, or one of a business account, by its connection of now. */
export class Spots {
  constructor(
    private readonly inboxId: string,
    private readonly sql: Sql,
  ) {}

  /**
   * @param chatKey `account:chat:topic`
   * @throws DeskError conflict/telegram-business-gone, conflict/telegram-business-no-reply
   */
  async of(chatKey: string): Promise<Spot> {
    const { account, chatId, threadId } = chatOf(chatKey);
    if (account === '0') return { chatId, threadId, connectionId: null };
    const connection = await connectionFor(this.sql, this.inboxId, account);
    if (!connection?.enabled) throw new DeskError('conflict', 'telegram-business-gone', 'The account is no longer connected with the bot.');
    if (!connection.canReply)
      throw new DeskError('conflict', 'telegram-business-no-reply', 'The bot may not write in the name of this account.');
    return { chatId, threadId, connectionId: connection.connectionId };
  }
}
