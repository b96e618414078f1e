import type { Inbox, Message, TicketDetail } from '@app/contracts';
import { ADMIN, type Bot, eventually, Neighbours, type ProductApi, StandaloneInstallation, until } from '@app/testing';

/** The whole product with bots, an agent and an admin: what a test of chats needs. */
export class TelegramOffice implements AsyncDisposable {
  private constructor(
    readonly neighbours: Neighbours,
    readonly product: StandaloneInstallation,
    /** The agent who gets every ticket. */
    readonly anna: ProductApi,
    readonly admin: ProductApi,
  ) {}

  static async open(): Promise<TelegramOffice> {
    const neighbours = await Neighbours.start();
    try {
      const product = await StandaloneInstallation.start(neighbours);
      const { anna } = await product.agents();
      const admin = await product.signIn(ADMIN);
      await product.inboxesOk(admin);
      return new TelegramOffice(neighbours, product, anna, admin);
    } catch (error) {
      await neighbours[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The bot of the first inbox. */
  get bot(): Bot {
    return this.neighbours.bot;
  }

  /** One more bot with an inbox of its own. */
  async addBot(settings: Readonly<Record<string, unknown>> = {}): Promise<{ readonly bot: Bot; readonly inbox: string }> {
    const bot = this.neighbours.botApi.bot();
    const [first] = await this.inboxes();
    const { id } = await this.admin.post<Inbox>('/inboxes', {
      channel: 'telegram',
      name: bot.username,
      team: first?.team.id,
      settings: { apiRoot: this.neighbours.botApi.url, ...settings },
      secrets: { token: bot.token },
    });
    await until(`${bot.username} to be served`, async () => (await this.inbox(id)).health.state === 'ok', { timeoutMs: 30_000 });
    return { bot, inbox: id };
  }

  async inboxes(): Promise<readonly Inbox[]> {
    return (await this.admin.get<{ data: readonly Inbox[] }>('/inboxes')).data;
  }

  inbox(id: string): Promise<Inbox> {
    return this.admin.get(`/inboxes/${id}`);
  }

  /** The one ticket that holds this text, as soon as it is there. */
  ticketOf(text: string, timeoutMs = 30_000): Promise<TicketDetail> {
    return eventually(
      async () => {
        const [ticket, ...others] = await this.admin.tickets({ q: text });
        if (!ticket || others.length > 0) throw new Error(`${ticket ? others.length + 1 : 'No'} tickets hold "${text}".`);
        return await this.ticket(ticket.number);
      },
      { timeoutMs },
    );
  }

  ticket(number: number): Promise<TicketDetail> {
    return this.admin.get(`/tickets/${number}`);
  }

  /** What was said in a ticket, oldest first; of its last hundred entries. */
  async messages(number: number): Promise<readonly Message[]> {
    return (await this.ticket(number)).timeline.flatMap((item) => (item.type === 'message' ? [item] : []));
  }

  /** @param look throws while what was said is not so yet */
  settles(number: number, look: (messages: readonly Message[]) => void, timeoutMs = 30_000): Promise<void> {
    return eventually(async () => look(await this.messages(number)), { timeoutMs });
  }

  /** The bytes of a file of a message. */
  async bytesOf(url: string | null | undefined): Promise<Buffer> {
    const answer = await fetch(new URL(url ?? '', this.product.staffUrl));
    if (!answer.ok) throw new Error(`The file was answered ${answer.status}.`);
    return Buffer.from(await answer.arrayBuffer());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.product[Symbol.asyncDispose]();
    await this.neighbours[Symbol.asyncDispose]();
  }
}
