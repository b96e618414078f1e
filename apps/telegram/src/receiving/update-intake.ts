import { claimCheck, commitPoint, makeEvent } from '@app/bus';
import { UpdateReceived } from '@app/contracts';
import { asError } from '@app/domain';
import { answerCallbackQuery, type BotApi, updateKeys } from '@app/telegram';
import { Accounts } from './accounts.js';
import type { BotPorts } from '../bot-ports.js';

/** An update, and the bytes that are kept of it. */
export type Came = { readonly update: unknown; readonly bytes: Buffer };

/** Whose updates they are. */
export type Receiver = {
  readonly inboxId: string;
  readonly api: BotApi;
  /** The bot's user name; null while it is not known. */
  readonly username: () => string | null;
};

/** Makes a bot's updates durable, whichever way they came: only then is Telegram told that we have them. */
export class UpdateIntake {
  private readonly accounts: Accounts;

  constructor(
    private readonly receiver: Receiver,
    private readonly ports: BotPorts,
    private readonly onError: (error: Error) => void,
  ) {
    this.accounts = new Accounts(receiver.api, receiver.inboxId, ports.store);
  }

  /**
   * Resolves when the bus has acknowledged all of them, in order.
   *
   * @throws what bus and blobs throw, or the Bot API where it must be asked whose chat it is: nothing may be confirmed then
   */
  async take(came: readonly Came[], signal: AbortSignal): Promise<void> {
    const accounts: string[] = [];
    for (const { update } of came) accounts.push(await this.accounts.accountOf(update, signal));
    const events = await Promise.all(came.map((one, at) => this.eventOf(one, accounts[at])));
    commitPoint('W2:before');
    await this.ports.bus.publish(events);
    commitPoint('W2:after');
    // Nobody waits for these: who pressed a button sees it turn for a moment longer.
    for (const { update } of came) this.release(update);
  }

  private async eventOf({ update, bytes }: Came, account: string | undefined) {
    const { carried, payload } = await claimCheck(bytes, this.ports.blobs);
    const { inboxId, api, username } = this.receiver;
    const { botId } = api;
    const keys = updateKeys(botId, update, account);
    const receivedAt = new Date().toISOString();
    return makeEvent(UpdateReceived, { inboxId, botId, botUsername: username(), receivedAt, carried, ...keys }, payload);
  }

  private release(update: unknown): void {
    const id = pressedId(update);
    if (id !== null) void answerCallbackQuery(this.receiver.api, id).catch((error: unknown) => this.onError(asError(error)));
  }
}

function pressedId(update: unknown): string | null {
  if (typeof update !== 'object' || update === null || !('callback_query' in update)) return null;
  const { callback_query: query } = update;
  return typeof query === 'object' && query !== null && 'id' in query && typeof query.id === 'string' ? query.id : null;
}
