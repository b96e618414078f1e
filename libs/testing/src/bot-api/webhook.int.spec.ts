import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

import { eventually, until } from '../eventually.js';
import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { call, resultOf } from './spec-client.js';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A bot's own server, which answers with whatever status is next. */
class Receiver {
  readonly deliveries: Delivery[] = [];
  answers: { status: number; body?: string; headers?: Record<string, string> }[] = [];
  #server: Server | null = null;
  url = '';

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { message } = JSON.parse(Buffer.concat(parts).toString()) as { message: { text: string } };
        this.deliveries.push({ headers: request.headers, text: message.text });
        const { status, body = '', headers = {} } = this.answers.shift() ?? { status: 200 };
        response.writeHead(status, headers).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
    this.#server = server;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  texts(): string[] {
    return this.deliveries.map((delivery) => delivery.text);
  }
}

describe('webhooks of the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;
  let receiver: Receiver;

  beforeAll(async () => {
    api = await startBotApi({ conflictPauseMs: 0, webhook: { retryMs: 20 } });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    bot = api.bot();
    anna = bot.user();
    receiver = new Receiver();
    await receiver.open();
  });
  afterEach(async () => {
    await call(api, bot, 'deleteWebhook');
    receiver.close();
  });

  const say = (...texts: string[]): void => {
    for (const text of texts) anna.sends({ text });
  };

  test('updates come with the secret in their header, and a 2xx acknowledges them', async () => {
    say('before');
    await call(api, bot, 'setWebhook', { url: receiver.url, secret_token: 's3cret-_' });
    say('after');
    await until('all acknowledged', () => bot.pendingUpdates.length === 0);
    expect(receiver.texts()).toEqual(['before', 'after']);
    expect(receiver.deliveries[0]?.headers).toMatchObject({
      'x-telegram-bot-api-secret-token': 's3cret-_',
      'content-type': 'application/json',
    });
  });

  test('what is refused comes again until it is taken, and later messages of the chat wait for it', async () => {
    receiver.answers = [{ status: 500 }, { status: 401 }, { status: 200 }];
    await call(api, bot, 'setWebhook', { url: receiver.url });
    say('one', 'two');
    await until('all acknowledged', () => bot.pendingUpdates.length === 0);
    expect(receiver.texts()).toEqual(['one', 'one', 'one', 'two']);
  });

  test('a chat whose message is refused does not hold up another', async () => {
    receiver.answers = [{ status: 503, headers: { 'retry-after': '60' } }];
    await call(api, bot, 'setWebhook', { url: receiver.url });
    say('refused');
    await until('refused', () => receiver.deliveries.length === 1);
    bot.user().sends({ text: 'other chat' });
    await eventually(() => expect(receiver.texts()).toEqual(['refused', 'other chat']));
    expect(bot.pendingUpdates).toMatchObject([{ message: { text: 'refused' } }]);
  });

  test('getWebhookInfo tells the address, what waits and the last error', async () => {
    receiver.answers = [{ status: 503, headers: { 'retry-after': '60' } }];
    await call(api, bot, 'setWebhook', { url: receiver.url, max_connections: 7, allowed_updates: ['message'] });
    say('refused');
    await eventually(async () =>
      expect(await resultOf(call(api, bot, 'getWebhookInfo'))).toEqual({
        url: receiver.url,
        has_custom_certificate: false,
        pending_update_count: 1,
        max_connections: 7,
        allowed_updates: ['message'],
        last_error_date: expect.any(Number),
        last_error_message: 'Wrong response from the webhook: 503 Service Unavailable',
      }),
    );
  });

  test('getUpdates and webhook exclude each other: a poll that waits is ended, a new one refused, both with 409', async () => {
    const poll = call(api, bot, 'getUpdates', { timeout: 30 });
    await until('the poll waits', () => bot.isPolled);
    await call(api, bot, 'setWebhook', { url: receiver.url });
    expect(await poll).toMatchObject({ status: 409, description: 'Conflict: terminated by setWebhook request' });
    expect(await call(api, bot, 'getUpdates')).toMatchObject({
      status: 409,
      description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
  });

  test('deleteWebhook keeps what waits for getUpdates, unless it is to be dropped', async () => {
    receiver.answers = [{ status: 503, headers: { 'retry-after': '60' } }];
    await call(api, bot, 'setWebhook', { url: receiver.url });
    say('kept');
    await until('refused', () => receiver.deliveries.length === 1);
    await call(api, bot, 'deleteWebhook');
    expect(await call(api, bot, 'getUpdates')).toMatchObject({ result: [{ message: { text: 'kept' } }] });
    await call(api, bot, 'deleteWebhook', { drop_pending_updates: true });
    expect(await call(api, bot, 'getUpdates')).toMatchObject({ result: [] });
  });

  test('an answer may carry a method, which is performed', async () => {
    receiver.answers = [
      {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ method: 'sendMessage', chat_id: anna.id, text: 'by webhook' }),
      },
    ];
    await call(api, bot, 'setWebhook', { url: receiver.url });
    say('hi');
    expect(await anna.receives('by webhook')).toMatchObject({ kind: 'text' });
  });

  test.each([
    [{ url: 'nonsense' }, 'Bad Request: invalid webhook URL specified'],
    [{ url: 'http://x.test/', secret_token: 'a b' }, 'Bad Request: secret token contains unallowed characters'],
    [{ url: 'http://x.test/', secret_token: 'a'.repeat(257) }, 'Bad Request: secret token is too long'],
  ])('refuses %j', async (params, description) => {
    expect(await call(api, bot, 'setWebhook', params)).toMatchObject({ status: 400, description });
  });

  test('plain HTTP is refused where no local server allows it', async () => {
    await using strict = await startBotApi({ webhook: { allowHttp: false } });
    expect(await call(strict, strict.bot(), 'setWebhook', { url: receiver.url })).toMatchObject({
      status: 400,
      description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    });
  });

  test('while the server is down nothing is delivered, afterwards all is', async () => {
    await call(api, bot, 'setWebhook', { url: receiver.url });
    await api.kill();
    say('late');
    expect(bot.pendingUpdates).toHaveLength(1);
    await api.restart();
    await until('all acknowledged', () => bot.pendingUpdates.length === 0);
    expect(receiver.texts()).toEqual(['late']);
  });
});
