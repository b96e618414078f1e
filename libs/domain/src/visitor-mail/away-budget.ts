/** Chats whose answers go, within a day, to one address that nobody has proved: a stranger's, maybe, who is written to in vain (`threat:H1`). */
export const CHATS_OF_ADDRESS_DAY = 3;

/** Answers of one chat that are to go by mail. */
export type AwayCase = {
  readonly chatId: string;
  /** As it is counted: `countedAddress`. */
  readonly address: string;
  /** The site has signed that it is the visitor's, or mail came from there in this chat. */
  readonly isProved: boolean;
};

/** A chat whose answers went to an address within the last day. */
export type MailedChat = Pick<AwayCase, 'chatId' | 'address'>;

/** Spends what may be mailed to visitors who are away, in the order of asking. A chat that is mailed already goes on, however long it is. */
export class AwayBudget {
  private readonly chatsOf = new Map<string, Set<string>>();

  constructor(mailed: readonly MailedChat[]) {
    for (const one of mailed) this.note(one);
  }

  /** @returns false: not now, and nothing is counted */
  spend(one: AwayCase): boolean {
    if (one.isProved) return true;
    const chats = this.chatsOf.get(one.address);
    if (chats && chats.size >= CHATS_OF_ADDRESS_DAY && !chats.has(one.chatId)) return false;
    this.note(one);
    return true;
  }

  private note({ address, chatId }: MailedChat): void {
    const chats = this.chatsOf.get(address) ?? new Set();
    this.chatsOf.set(address, chats.add(chatId));
  }
}
