import type { ChatAnswer, ChatSession, Message, Ticket, TicketDetail } from '@app/contracts';
import { SystemClock } from '@app/service';
import { Secrets, type Store } from '@app/store';
import { anInbox, aTeam, until } from '@app/testing';
import type { ApiClient } from '../../../desk/test/api-client.js';
import { DeskUnderTest } from '../../../desk/test/desk-under-test.js';
import { NormalizerModule } from '../../../normalizer/src/normalizer.module.js';
import { PageNonces } from '../../../webchat/src/visitors/page-nonces.js';
import { WebchatModule, WebchatPublicModule } from '../../../webchat/src/webchat.module.js';
import { VisitorClient } from '../../../webchat/test/visitor-client.js';

const SECRET = 'a secret of the tests, long enough';

/** The way of a visitor's words to an agent: gateway, bus, normalizer, database, API, in one process and without a browser. */
export class ChatOffice {
  private constructor(
    readonly desk: DeskUnderTest,
    readonly agent: ApiClient,
    readonly team: string,
    readonly inbox: string,
  ) {}

  /** @param settings of the web chat */
  static async start(settings: object = {}): Promise<ChatOffice> {
    const desk = await DeskUnderTest.start({ OTKLIK_SECRET: SECRET }, [NormalizerModule, WebchatModule], [WebchatPublicModule]);
    const team = await aTeam(desk.store);
    const inbox = await anInbox(desk.store, 'webchat', team, { origins: ['https://shop.test'], ...settings });
    return new ChatOffice(desk, await desk.signedIn({ role: 'admin', teams: [team] }), team, inbox);
  }

  get store(): Store {
    return this.desk.store;
  }

  /** Of the frame: PUBLIC_SITE_URL. */
  get site(): string {
    return this.desk.publicUrl;
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  async visitor(locale = 'en', inbox = this.inbox): Promise<VisitorOfOffice> {
    const nonce = new PageNonces(Secrets.fromSecret(SECRET), new SystemClock()).make(inbox);
    const answer = await fetch(`${this.site}/chat/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.site },
      body: JSON.stringify({ inbox, nonce, locale }),
    });
    if (answer.status !== 200) throw new Error(`no session: ${await answer.text()}`);
    const session = (await answer.json()) as ChatSession;
    return new VisitorOfOffice(this.site, session, await VisitorClient.hello(this.site, session.token));
  }

  /** The visitor's only ticket, as an agent reads it, once so many of their messages are in it. */
  async ticketOf({ session }: VisitorOfOffice, messages = 1): Promise<TicketDetail> {
    const number = await until('the words are in a ticket', async () => {
      const [row] = await this.store.query<{ number: number }>(
        `select t.number::int as number from tickets t join conversations c on c.current_ticket_id = t.id
         where c.external_key = $1 and (select count(*) from messages m where m.ticket_id = t.id and m.kind = 'inbound') >= $2`,
        [session.visitor, messages],
      );
      return row?.number;
    });
    return (await this.agent.get<TicketDetail>(`/tickets/${number}`)).body;
  }

  async found(q: string): Promise<readonly number[]> {
    const { data } = (await this.agent.get<{ data: Ticket[] }>(`/tickets?q=${encodeURIComponent(q)}`)).body;
    return data.map(({ number }) => number);
  }
}

/** A visitor's browser: its session, its socket, its uploads. */
export class VisitorOfOffice {
  constructor(
    private readonly site: string,
    readonly session: ChatSession,
    readonly client: VisitorClient,
  ) {}

  /** Sends a message and waits for the server's word. @returns the code with which it was refused; null: it is stored */
  async send(message: {
    text?: string;
    attachments?: string[];
    form?: object;
    page?: string;
    about?: object;
    clientId?: string;
  }): Promise<string | null> {
    const clientId = message.clientId ?? crypto.randomUUID();
    const before = this.client.answers.length;
    this.client.socket.send(JSON.stringify({ send: { text: '', ...message, clientId } }));
    const about = (answer: ChatAnswer): boolean =>
      ('stored' in answer && answer.stored.clientId === clientId) || ('error' in answer && answer.error.clientId === clientId);
    const answer = await until('the message is stored or refused', () => this.client.answers.slice(before).find(about));
    return 'error' in answer ? answer.error.code : null;
  }

  upload(bytes: Buffer | string, name: string, type = 'application/octet-stream'): Promise<Response> {
    return fetch(`${this.site}/chat/v1/files?${new URLSearchParams({ name, type }).toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', origin: this.site, authorization: `Bearer ${this.session.token}` },
      body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
    });
  }

  /** The id of a file that was taken. */
  async uploaded(bytes: Buffer | string, name: string, type?: string): Promise<string> {
    const answer = await this.upload(bytes, name, type);
    if (answer.status !== 201) throw new Error(`not taken: ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
  }

  /** Asks for a fresh link to a file. */
  link(id: string): Promise<Response> {
    return fetch(`${this.site}/chat/v1/files/${id}`, { headers: { authorization: `Bearer ${this.session.token}` } });
  }
}

export function messagesOf({ timeline }: TicketDetail): Message[] {
  return timeline.flatMap((item) => (item.type === 'message' ? item : []));
}
