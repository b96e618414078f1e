import { type Bot, ChatVisitor, CUSTOMER_DOMAIN, type Customer, type MailPerson, Neighbours } from '@app/testing';

export type Channel = 'email' | 'telegram' | 'webchat';

/** An answer as its customer has it; `messageId` of a mail, null elsewhere. */
export type Arrived = { readonly text: string; readonly messageId: string | null };

/** One conversation with one customer: what was said in it, in order, each under an id of its own, and what came back. */
export interface Talk {
  readonly channel: Channel;
  readonly said: readonly string[];
  says(id: string): void;
  /** Resolves when all that was said has been taken by the channel; rejects with what it was refused for. */
  settled(): Promise<void>;
  answers(): Promise<readonly Arrived[]>;
  close(): Promise<void>;
}

/** What stands in every message, and is found again in what was stored. */
export function textOf(id: string): string {
  return `Сообщение ${id}: где мой заказ?`;
}

export function idIn(text: string): string | null {
  return /Сообщение ([a-z]+\d+-\d+):/.exec(text)?.[1] ?? null;
}

/** A mail thread: each mail refers to the one before, and is sent when that has been taken. */
export class MailTalk implements Talk {
  readonly channel = 'email';
  readonly said: string[] = [];
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly person: MailPerson,
    private readonly subject: string,
  ) {}

  says(id: string): void {
    const before = this.said.map(messageIdOf);
    this.said.push(id);
    this.sending = this.sending.then(async () => {
      await this.person.send({
        to: Neighbours.support,
        messageId: messageIdOf(id),
        subject: before.length === 0 ? this.subject : `Re: ${this.subject}`,
        ...(before.length > 0 && { inReplyTo: before.at(-1) ?? '', references: before }),
        text: textOf(id),
      });
    });
    // Told by `settled`.
    this.sending.catch(() => undefined);
  }

  settled(): Promise<void> {
    return this.sending;
  }

  /** Of this thread alone: the person has others. */
  async answers(): Promise<readonly Arrived[]> {
    const ours = new Set(this.said.map(messageIdOf));
    const mails = (await this.person.mails()).filter(({ inReplyTo, references }) =>
      [inReplyTo ?? [], references ?? []].flat().some((id) => ours.has(id)),
    );
    return mails.map(({ text, messageId }) => ({ text: text ?? '', messageId: messageId ?? null }));
  }

  async close(): Promise<void> {}
}

export function messageIdOf(id: string): string {
  return `<${id}@${CUSTOMER_DOMAIN}>`;
}

/** A private chat with the bot. */
export class TelegramTalk implements Talk {
  readonly channel = 'telegram';
  readonly said: string[] = [];
  private readonly customer: Customer;

  constructor(bot: Bot, name: string) {
    this.customer = bot.user({ firstName: name, languageCode: 'ru' });
  }

  says(id: string): void {
    this.said.push(id);
    this.customer.sends({ text: textOf(id) });
  }

  async settled(): Promise<void> {}

  async answers(): Promise<readonly Arrived[]> {
    return this.customer.inbox.map(({ text }) => ({ text, messageId: null }));
  }

  async close(): Promise<void> {}
}

/** A visitor's chat. */
export class ChatTalk implements Talk {
  readonly channel = 'webchat';
  readonly said: string[] = [];
  private readonly visitor: ChatVisitor;

  constructor(siteUrl: string, inboxId: string) {
    this.visitor = new ChatVisitor(siteUrl, inboxId);
  }

  says(id: string): void {
    this.said.push(id);
    this.visitor.says(textOf(id));
  }

  async settled(): Promise<void> {
    if (this.visitor.refusals.length > 0) throw new Error(`The web chat refused messages for good: ${this.visitor.refusals.join(', ')}`);
    if (this.visitor.unsent > 0) throw new Error(`The web chat has not stored ${this.visitor.unsent} messages.`);
  }

  /** What the open socket was given; a browser that is opened again has the same. */
  async answers(): Promise<readonly Arrived[]> {
    const given = (messages: ChatVisitor['seen']) => messages.filter(({ kind }) => kind !== 'inbound').map(({ text }) => text);
    const [live, reopened] = [given(this.visitor.seen), given(await this.visitor.history())];
    if (live.join('\n') !== reopened.join('\n')) {
      throw new Error(`The open chat shows ${JSON.stringify(live)}, the one that is opened again ${JSON.stringify(reopened)}.`);
    }
    return live.map((text) => ({ text, messageId: null }));
  }

  close(): Promise<void> {
    return this.visitor.close();
  }
}
