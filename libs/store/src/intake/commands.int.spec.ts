import { randomUUID } from 'node:crypto';
import { aBlob, aChatMessage, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { type ExpectedResponses, type Incoming, type IncomingCommand, type IncomingMessage, takeIn } from '../index.js';
import { takeInBatch } from './take-in-batch.js';

const PRIVATE = { kind: 'private', title: null, username: null, business: false, topic: null } as const;
const GROUP = { kind: 'group', title: 'Tenants', username: null, business: false, topic: null } as const;

describe('commands to a bot', () => {
  let product: ProductDatabase;
  let team: string;
  let bot: string;
  let agent: string;
  let chats = 1_000;

  beforeAll(async () => {
    product = await openProductDatabase();
    await product.store.query(`update organisation set name = 'Тёплый хлеб', language = 'en'`);
    team = await aTeam(product.store);
    agent = await anAgent(product.store, { teams: [team] });
    bot = await anInbox(product.store, 'telegram', team);
  });
  afterAll(() => product.close());

  const newChat = () => String((chats += 1));

  function aCommand(chat: string, command: IncomingCommand['command'], changes: Partial<IncomingCommand> = {}): IncomingCommand {
    return {
      kind: 'command',
      command,
      payload: '',
      inboxId: bot,
      externalId: randomUUID(),
      receivedAt: new Date(),
      raw: aBlob(),
      sender: { address: chat, name: 'Maria', language: 'ru', proved: 'telegram' },
      externalKey: `0:${chat}:0`,
      about: PRIVATE,
      ...changes,
    };
  }

  const said = (chat: string, text = 'Where is my bill?', changes: Partial<IncomingMessage> = {}): IncomingMessage =>
    aChatMessage(bot, chat, { place: { kind: 'chat', externalKey: `0:${chat}:0` }, text, ...changes });

  const take = (batch: readonly Incoming[], expected?: ExpectedResponses) =>
    takeInBatch(product.store, batch, expected ? { expected } : {});

  const answers = async (chat: string, inbox = bot) =>
    (
      await product.store.query<{ text: string }>(`select text from bot_answers where inbox_id = $1 and chat_key = $2 order by position`, [
        inbox,
        `0:${chat}:0`,
      ])
    ).map((row) => row.text);

  const ticketsIn = (chat: string) =>
    product.store.query<{ id: string; number: number; state: string; subject: string }>(
      `select distinct t.id, t.number::int as number, t.state, t.subject from conversations c join messages m on m.conversation_id = c.id
       join tickets t on t.id = m.ticket_id where c.inbox_id = $1 and c.external_key = $2 order by number`,
      [bot, `0:${chat}:0`],
    );

  const eventsOf = async (ticketId: string | undefined) =>
    (
      await product.store.query<{ code: string; params: object; actor: string }>(
        `select code, params, actor_type as actor from ticket_events where ticket_id = $1 order by position`,
        [ticketId],
      )
    ).map((row) => [row.code, row.actor, row.params] as const);

  const setState = (ticketId: string | undefined, state: string) =>
    product.store.query(`update tickets set state = $2, assignee_id = case when $2 = 'new' then null else $3::uuid end where id = $1`, [
      ticketId,
      state,
      agent,
    ]);

  describe('/start', () => {
    test('greets in the customer’s language, by the organisation’s name, and makes the chat known without a ticket', async () => {
      const chat = newChat();
      await take([aCommand(chat, 'start')]);
      expect(await answers(chat)).toEqual([expect.stringMatching(/^Здравствуйте! Это Тёплый хлеб\.\n[^]*\/status - /)]);
      expect(await ticketsIn(chat)).toEqual([]);
      const [known] = await product.store.query<{ chat: unknown; name: string }>(
        `select c.chat, p.name from conversations c join contacts p on p.id = c.contact_id where c.inbox_id = $1 and c.external_key = $2`,
        [bot, `0:${chat}:0`],
      );
      expect(known).toEqual({ chat: PRIVATE, name: 'Maria' });
    });

    test.each([
      ['that of the customer', 'ru-RU', null, 'en', /^Здравствуйте/],
      ['that of the inbox, for one that we do not speak', 'de', 'ru', 'en', /^Здравствуйте/],
      ['that of the organisation, where the inbox has none', null, null, 'en', /^Hello/],
    ])('speaks a language: %s', async (_, language, ofInbox, ofOrganisation, greeting) => {
      const inbox = await anInbox(product.store, 'telegram', team);
      await product.store.query(`update inboxes set language = $2 where id = $1`, [inbox, ofInbox]);
      await product.store.query(`update organisation set language = $1`, [ofOrganisation]);
      const chat = newChat();
      const sender = { address: chat, name: 'Maria', language, proved: 'telegram' } as const;
      await take([aCommand(chat, 'start', { inboxId: inbox, sender })]);
      expect(await answers(chat, inbox)).toEqual([expect.stringMatching(greeting)]);
    });

    test('says the inbox’s own words in the language that they are set for', async () => {
      const inbox = await anInbox(product.store, 'telegram', team, { greeting: { ru: 'Привет, это пекарня!', en: null } });
      const [russian, english] = [newChat(), newChat()];
      const sender = { address: english, name: 'Mary', language: 'en', proved: 'telegram' } as const;
      await take([aCommand(russian, 'start', { inboxId: inbox }), aCommand(english, 'start', { inboxId: inbox, sender })]);
      expect(await answers(russian, inbox)).toEqual(['Привет, это пекарня!']);
      expect(await answers(english, inbox)).toEqual([expect.stringMatching(/^Hello! This is/)]);
    });

    test('what its link says is told on the next ticket, once', async () => {
      const chat = newChat();
      await take([aCommand(chat, 'start', { payload: 'spring-sale' })]);
      await take([said(chat)]);
      await take([said(chat, 'And?')]);
      const [ticket] = await ticketsIn(chat);
      expect((await eventsOf(ticket?.id)).filter(([code]) => code === 'chat-started')).toEqual([
        ['chat-started', 'contact', { context: 'spring-sale' }],
      ]);
    });

    test('what its link says is told at once on a live ticket', async () => {
      const chat = newChat();
      await take([said(chat)]);
      await take([aCommand(chat, 'start', { payload: 'order-12' })]);
      const [ticket] = await ticketsIn(chat);
      expect((await eventsOf(ticket?.id)).at(-1)).toEqual(['chat-started', 'contact', { context: 'order-12' }]);
      await setState(ticket?.id, 'closed');
      await take([said(chat, 'New')]);
      const [, next] = await ticketsIn(chat);
      expect((await eventsOf(next?.id)).map(([code]) => code)).not.toContain('chat-started');
    });

    test('lets the bot write again: what is live says so', async () => {
      const chat = newChat();
      await take([said(chat)]);
      await product.store.query(`update conversations set blocked_at = now() where external_key = $1`, [`0:${chat}:0`]);
      await take([aCommand(chat, 'start')]);
      const [row] = await product.store.query(`select blocked_at from conversations where external_key = $1`, [`0:${chat}:0`]);
      expect(row).toEqual({ blocked_at: null });
      const [ticket] = await ticketsIn(chat);
      expect((await eventsOf(ticket?.id)).at(-1)?.[0]).toBe('chat-unblocked');
    });
  });

  test('/help tells what there is, and leaves nothing behind', async () => {
    const chat = newChat();
    await take([aCommand(chat, 'help')]);
    expect(await answers(chat)).toEqual([expect.stringMatching(/\/status - [^]*\/new - [^]*\/close - /)]);
    expect(await product.store.query(`select from identities where address = $1`, [chat])).toEqual([]);
  });

  describe('/status', () => {
    test('nobody who is not known has anything open', async () => {
      const chat = newChat();
      await take([aCommand(chat, 'status')]);
      expect(await answers(chat)).toEqual(['Открытых обращений нет. Напишите сюда, и мы ответим.']);
    });

    test('need:S7 tells number, stage and the usual time of every request, also of those solved a moment ago', async () => {
      const chat = newChat();
      await take([said(chat, 'First')]);
      await take([aCommand(chat, 'close')]);
      await take([aCommand(chat, 'new')]);
      await take([said(chat, 'Second')]);
      await take([aCommand(chat, 'status')], new Map([[team, { typical: 10, most: 50 }]]));
      const [first, second] = await ticketsIn(chat);
      expect((await answers(chat)).at(-1)).toBe(
        `№ ${second?.number} «Second»: получено, ждёт ответа.\nОбычно мы отвечаем в течение часа.\n\n№ ${first?.number} «First»: решено.`,
      );
    });

    test('long solved ones and spam are left out', async () => {
      const chat = newChat();
      await take([said(chat)]);
      const [ticket] = await ticketsIn(chat);
      for (const set of [`state = 'solved', solved_at = now() - interval '5 days'`, `state = 'new', assignee_id = null, spam = true`]) {
        await product.store.query(`update tickets set ${set} where id = $1`, [ticket?.id]);
        await take([aCommand(chat, 'status')]);
        expect((await answers(chat)).at(-1)).toMatch(/^Открытых обращений нет/);
      }
    });

    test('in a group tells of that chat alone', async () => {
      const [chat, group] = [newChat(), newChat()];
      const place = { kind: 'chat', externalKey: `0:-${group}:0` } as const;
      await take([said(chat, 'My secret'), said(chat, 'The lift is broken', { place })]);
      await take([aCommand(chat, 'status', { externalKey: place.externalKey, about: GROUP })]);
      expect(await answers(`-${group}`)).toEqual([expect.stringMatching(/^№ \d+ «The lift is broken»: получено, ждёт ответа\.$/)]);
    });
  });

  describe('/new', () => {
    test('the next message opens a ticket; what we owe an answer to stays with its agent', async () => {
      const chat = newChat();
      await take([said(chat, 'First')]);
      const [first] = await ticketsIn(chat);
      await take([aCommand(chat, 'new')]);
      await take([said(chat, 'Second'), said(chat, 'More')]);
      expect((await ticketsIn(chat)).map((one) => [one.subject, one.state])).toEqual([
        ['First', 'new'],
        ['Second', 'new'],
      ]);
      expect((await eventsOf(first?.id)).at(-1)).toEqual(['new-requested', 'contact', {}]);
      expect(await answers(chat)).toEqual([expect.stringContaining(`№ ${first?.number} остаётся у нас`)]);
    });

    test('what waits for the customer is solved', async () => {
      const chat = newChat();
      await take([said(chat, 'First')]);
      const [first] = await ticketsIn(chat);
      await setState(first?.id, 'pending');
      await take([aCommand(chat, 'new')]);
      expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['solved']);
      expect((await eventsOf(first?.id)).slice(-2)).toEqual([
        ['new-requested', 'contact', {}],
        ['state-changed', 'contact', { from: 'pending', to: 'solved' }],
      ]);
      await take([said(chat, 'Second')]);
      expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['solved', 'new']);
    });

    test('after a solved one the next message does not open that again', async () => {
      const chat = newChat();
      await take([said(chat, 'First'), aCommand(chat, 'close'), aCommand(chat, 'new'), said(chat, 'Second')]);
      expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['solved', 'new']);
    });

    test('twice in a row is once', async () => {
      const chat = newChat();
      await take([said(chat, 'First')]);
      await take([aCommand(chat, 'new'), aCommand(chat, 'new')]);
      await take([said(chat, 'Second')]);
      expect(await ticketsIn(chat)).toHaveLength(2);
    });
  });

  describe('/close', () => {
    test('solves what is live, by the customer’s wish; the next message opens it again', async () => {
      const chat = newChat();
      await take([said(chat)]);
      const [ticket] = await ticketsIn(chat);
      await take([aCommand(chat, 'close')]);
      expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['solved']);
      expect((await eventsOf(ticket?.id)).slice(-2)).toEqual([
        ['customer-closed', 'contact', {}],
        ['state-changed', 'contact', { from: 'new', to: 'solved' }],
      ]);
      expect(await answers(chat)).toEqual([`Обращение № ${ticket?.number} закрыто. Если что-то осталось, просто напишите сюда.`]);
      await take([said(chat, 'Wait')]);
      expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['new']);
    });

    test('after /new closes what was left behind', async () => {
      const chat = newChat();
      await take([said(chat)]);
      await take([aCommand(chat, 'new'), aCommand(chat, 'close')]);
      expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['solved']);
    });

    test('says when there is nothing to close', async () => {
      const chat = newChat();
      await take([aCommand(chat, 'close')]);
      await take([said(chat), aCommand(chat, 'close')]);
      await take([aCommand(chat, 'close')]);
      const said3 = await answers(chat);
      expect(said3[0]).toMatch(/^Закрывать нечего/);
      expect(said3[2]).toMatch(/^Закрывать нечего/);
    });

    test('in a group only who began a request may close or leave it', async () => {
      const [one, other, group] = [newChat(), newChat(), newChat()];
      const externalKey = `0:-${group}:0`;
      const inGroup = { externalKey, about: GROUP };
      await take([said(one, 'The lift is broken', { place: { kind: 'chat', externalKey } })]);
      await take([aCommand(other, 'close', inGroup), aCommand(other, 'new', inGroup)]);
      const stateNow = () =>
        product.store.query(`select state from tickets t join conversations c on c.current_ticket_id = t.id where c.external_key = $1`, [
          externalKey,
        ]);
      expect(await stateNow()).toEqual([{ state: 'new' }]);
      expect(await answers(`-${group}`)).toEqual([expect.stringContaining('начали не вы'), expect.stringContaining('начали не вы')]);
      await take([aCommand(one, 'close', inGroup)]);
      expect(await stateNow()).toEqual([{ state: 'solved' }]);
    });
  });

  test('a command is taken once, and no message of any ticket', async () => {
    const chat = newChat();
    const command = aCommand(chat, 'help');
    await Promise.all([take([command]), take([command])]);
    await take([command]);
    expect(await answers(chat)).toHaveLength(1);
    const [entry] = await product.store.query(`select outcome, message_id, raw is not null as kept from received where external_id = $1`, [
      command.externalId,
    ]);
    expect(entry).toEqual({ outcome: 'command', message_id: null, kept: true });
  });

  test('of each chat the order stays, whatever comes in one batch', async () => {
    const [chat, other] = [newChat(), newChat()];
    await take([
      said(chat, 'First'),
      said(other, 'Elsewhere'),
      aCommand(chat, 'new'),
      said(chat, 'Second'),
      aCommand(chat, 'close'),
      said(chat, 'Third'),
    ]);
    expect((await ticketsIn(chat)).map((one) => [one.subject, one.state])).toEqual([
      ['First', 'new'],
      ['Second', 'new'],
    ]);
    expect((await answers(chat)).map((text) => text.split(' ')[0])).toEqual(['Следующее', 'Обращение']);
  });

  test('a flood of commands is answered some of the time, and what it asks for is done all the same', async () => {
    const chat = newChat();
    await take([said(chat)]);
    for (let batch = 0; batch < 10; batch += 1) await take(Array.from({ length: 100 }, () => aCommand(chat, 'status')));
    await take([aCommand(chat, 'close')]);
    expect(await answers(chat)).toHaveLength(10);
    expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['solved']);
    await product.store.query(`update bot_answers set created_at = created_at - interval '61 seconds' where chat_key = $1`, [
      `0:${chat}:0`,
    ]);
    await take([aCommand(chat, 'status')]);
    expect(await answers(chat)).toHaveLength(11);
  });

  test('what was cut off before its commit is done once when it comes again', async () => {
    const chat = newChat();
    const batch = [said(chat), aCommand(chat, 'close')];
    await expect(
      product.store.transaction(async (tx) => {
        await takeIn(tx, batch);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await answers(chat)).toEqual([]);
    await take(batch);
    await take(batch);
    expect(await answers(chat)).toHaveLength(1);
    expect((await ticketsIn(chat)).map((one) => one.state)).toEqual(['solved']);
  });
});
