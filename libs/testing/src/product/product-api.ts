import type { FeedEvent, LiveFrame } from '@app/contracts';
import { WebSocket } from 'ws';

/** What the answers of the API are read as in tests: only what tests look at. */
export type TicketAnswer = {
  readonly number: number;
  readonly state: string;
  readonly channel: string;
  readonly subject: string;
  readonly assignee: { readonly id: string; readonly email: string } | null;
  readonly conversations?: readonly { readonly id: string }[];
  readonly timeline?: readonly TimelineItem[];
};

export type TimelineItem = {
  readonly type: 'message' | 'note' | 'event';
  readonly id: string;
  readonly kind?: 'inbound' | 'reply' | 'auto';
  readonly text: string;
  readonly attachments?: readonly { readonly filename: string; readonly url: string }[];
  readonly delivery?: { readonly state: string; readonly recipients: readonly RecipientAnswer[] } | null;
  /** Of an event. */
  readonly code?: string;
};

export type RecipientAnswer = {
  readonly address: string;
  readonly state: string;
  readonly reason: { readonly code: string; readonly text: string } | null;
};

/** An answer of the API that is not 2xx. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    readonly status: number,
    readonly body: string,
    url: string,
  ) {
    super(`${url} was answered ${status}: ${body}`);
  }
}

/** Speaks to the API as a signed-in agent does: session cookie, CSRF header, Origin. */
export class ProductApi {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
    private readonly csrf: string,
  ) {}

  static async signIn(url: string, person: { readonly email: string; readonly password: string }): Promise<ProductApi> {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: person.email, password: person.password }),
    });
    if (!response.ok) throw new Error(`Signing in was answered ${response.status}: ${await response.text()}`);
    const { csrfToken } = (await response.json()) as { csrfToken: string };
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return new ProductApi(url, cookie, csrfToken);
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  /** Done once, however often it is asked for with this key. */
  postOnce<T>(path: string, body: unknown, key: string): Promise<T> {
    return this.call<T>('POST', path, body, { 'idempotency-key': key });
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PATCH', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.call<T>('DELETE', path);
  }

  async upload(filename: string, bytes: Buffer, type: string): Promise<{ id: string }> {
    const form = new FormData();
    form.set('file', new Blob([bytes], { type }), filename);
    return await this.answer(await this.send('POST', '/attachments', form, {}));
  }

  /** What happens from now on, as a console hears it; open until the socket is closed. */
  async live(onEvent: (event: FeedEvent) => void): Promise<WebSocket> {
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/api/v1/live`, { headers: { cookie: this.cookie, origin: this.url } });
    const ready = Promise.withResolvers<void>();
    socket.once('error', ready.reject);
    socket.on('open', () => socket.send(JSON.stringify({ subscribe: { after: null } })));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as LiveFrame;
      if ('ready' in frame) ready.resolve();
      if ('data' in frame) for (const event of frame.data) onEvent(event);
    });
    await ready.promise;
    return socket;
  }

  /** Tickets that match, newest activity first. */
  async tickets(query: Readonly<Record<string, string>> = {}): Promise<readonly TicketAnswer[]> {
    const search = new URLSearchParams({ sort: '-lastMessageAt', limit: '100', ...query });
    return (await this.get<{ data: readonly TicketAnswer[] }>(`/tickets?${search.toString()}`)).data;
  }

  ticket(number: number): Promise<TicketAnswer> {
    return this.get(`/tickets/${number}`);
  }

  reply(number: number, text: string, more: object = {}): Promise<TimelineItem> {
    return this.post(`/tickets/${number}/replies`, { text, ...more });
  }

  private async call<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
    const headers: Record<string, string> = body === undefined ? more : { 'content-type': 'application/json', ...more };
    return await this.answer<T>(await this.send(method, path, body === undefined ? null : JSON.stringify(body), headers));
  }

  private send(method: string, path: string, body: string | FormData | null, headers: Record<string, string>): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { cookie: this.cookie, 'x-csrf-token': this.csrf, origin: this.url, ...headers },
      body,
    });
  }

  private async answer<T>(response: Response): Promise<T> {
    const text = await response.text();
    if (!response.ok) throw new ApiRefusal(response.status, text, response.url);
    return (text === '' ? null : JSON.parse(text)) as T;
  }
}
