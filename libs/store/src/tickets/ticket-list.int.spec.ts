import { aChatMessage, aMail, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { addReply, editTicket, listTickets, takeIn, type TicketFilter, type Viewer } from '../index.js';

describe('the list of tickets', () => {
  let product: ProductDatabase;
  let mailbox: string;
  let bot: string;
  let viewer: Viewer;
  let team: string;
  const number: Record<string, number> = {};

  beforeAll(async () => {
    product = await openProductDatabase();
    team = await aTeam(product.store);
    mailbox = await anInbox(product.store, 'email', team, { address: 'support@shop.test' });
    bot = await anInbox(product.store, 'telegram', team);
    viewer = { agentId: await anAgent(product.store, { teams: [team] }), role: 'agent' };
    await comes(
      'mail',
      aMail(mailbox, {
        sender: sender('ivan@x.test', 'Иван Петров'),
        messageId: '<first@x.test>',
        subject: 'Счёт 100%',
        text: 'Where is my bill?',
      }),
    );
    await comes('chat', aChatMessage(bot, 'maria', { text: 'Ёлка_1 на складе?' }));
    await comes('mine', aChatMessage(bot, 'mine'));
    await comes('urgent', aChatMessage(bot, 'urgent'));
    await comes('spam', aChatMessage(bot, 'spam'));
    await edit('mine', { assignee: 'me', tags: ['vip'] });
    await edit('urgent', { priority: 'urgent' });
    await edit('spam', { spam: true });
  });
  afterAll(() => product.close());

  const sender = (address: string, name: string) => ({ address, name, language: null, proved: null });

  async function comes(name: string, message: Parameters<typeof takeIn>[1][number]): Promise<void> {
    await product.store.transaction((tx) => takeIn(tx, [message]));
    const [row] = await product.store.query<{ number: number }>(`select max(number)::int as number from tickets`);
    number[name] = row?.number ?? 0;
  }

  const edit = (name: string, patch: Parameters<typeof editTicket>[1]['patch']) =>
    product.store.transaction((tx) => editTicket(tx, { viewer, number: number[name] ?? 0, patch, expectedVersion: null }));

  async function names(filter: Partial<TicketFilter>): Promise<string[]> {
    const { data } = await listTickets(product.store, viewer, { sort: 'urgency', limit: 50, ...filter });
    return data.map((ticket) => Object.keys(number).find((name) => number[name] === ticket.number) ?? '?');
  }

  test('by urgency: the most urgent first, then what has waited longest; spam is left out', async () => {
    expect(await names({})).toEqual(['urgent', 'mail', 'chat', 'mine']);
  });

  test('by the last message and by age', async () => {
    expect(await names({ sort: '-lastMessageAt' })).toEqual(['urgent', 'mine', 'chat', 'mail']);
    expect(await names({ sort: 'createdAt' })).toEqual(['mail', 'chat', 'mine', 'urgent']);
  });

  test.each<[string, () => Partial<TicketFilter>, string[]]>([
    ['one state', () => ({ state: ['open'] }), ['mine']],
    ['several states', () => ({ state: ['open', 'new'] }), ['urgent', 'mail', 'chat', 'mine']],
    ['states apart', () => ({ state: ['open', 'closed'] }), ['mine']],
    ['mine', () => ({ assignee: 'me' }), ['mine']],
    ["nobody's", () => ({ assignee: 'none', state: ['new'] }), ['urgent', 'mail', 'chat']],
    ["nobody's, whatever the state", () => ({ assignee: 'none' }), ['urgent', 'mail', 'chat']],
    ['an agent', () => ({ assignee: viewer.agentId }), ['mine']],
    ['a team', () => ({ team: [team], priority: ['urgent'] }), ['urgent']],
    ['a channel', () => ({ channel: ['email'] }), ['mail']],
    ['an inbox', () => ({ inbox: [mailbox] }), ['mail']],
    ['a tag', () => ({ tag: ['vip', 'other'] }), ['mine']],
    ['spam', () => ({ spam: true }), ['spam']],
    ['a part of the subject', () => ({ q: 'счёт' }), ['mail']],
    ['a contact', () => ({ q: 'петров' }), ['mail']],
    ['an address', () => ({ q: 'ivan@x' }), ['mail']],
    ['what was said', () => ({ q: 'на складе' }), ['chat']],
    ['a percent sign, which is only that', () => ({ q: '100%' }), ['mail']],
    ['an underscore, which is only that', () => ({ q: 'ёлка_1' }), ['chat']],
    ['a number', () => ({ q: `#${number.urgent}` }), ['urgent']],
    ['what nobody said', () => ({ q: 'zebra' }), []],
  ])('finds %s', async (_what, filter, expected) => {
    expect(await names(filter())).toEqual(expected);
  });

  test('a contact', async () => {
    const [row] = await product.store.query<{ id: string }>(`select contact_id as id from tickets where number = $1`, [number.mail]);
    expect(await names({ contact: row?.id ?? '' })).toEqual(['mail']);
  });

  test('a ticket that was merged is part of the other', async () => {
    await comes('merged', aChatMessage(bot, 'merged'));
    await product.store.query(`update tickets set merged_into = (select id from tickets where number = $1) where number = $2`, [
      number.chat,
      number.merged,
    ]);
    expect(await names({})).not.toContain('merged');
  });

  describe('fail:S2 an answer that did not arrive is marked on its ticket', () => {
    const setState = (state: string) =>
      product.store.query(
        `update deliveries d set state = $1, updated_at = now() from tickets t where t.id = d.ticket_id and t.number = $2`,
        [state, number.mail],
      );
    const isMarked = async () => {
      const { data } = await listTickets(product.store, viewer, { sort: 'urgency', limit: 50 });
      return data.filter((ticket) => ticket.undelivered).map((ticket) => ticket.number === number.mail);
    };

    beforeAll(async () => {
      const [row] = await product.store.query<{ ticketId: string; conversationId: string }>(
        `select t.id as "ticketId", c.id as "conversationId" from tickets t join conversations c on c.current_ticket_id = t.id where t.number = $1`,
        [number.mail],
      );
      if (!row) throw new Error('The mail has no ticket.');
      const reply = { ...row, kind: 'reply', authorId: viewer.agentId, way: 'console', text: 'Here it is.', next: 'pending' } as const;
      await product.store.transaction((tx) => addReply(tx, reply));
    });

    test.each([
      ['queued', []],
      ['accepted', []],
      ['failed', [true]],
      ['bounced', [true]],
      ['unknown', [true]],
    ])('%s', async (state, marked) => {
      await setState(state);
      expect(await isMarked()).toEqual(marked);
    });

    test('until something is said after it', async () => {
      await setState('failed');
      const next = { sender: sender('ivan@x.test', 'Иван Петров'), ancestors: ['<first@x.test>'], receivedAt: new Date() };
      await comes('vacation', aMail(mailbox, { ...next, text: 'I am away', traits: { automatic: 'auto-reply' } }));
      expect(await isMarked()).toEqual([true]);
      const { data } = await listTickets(product.store, viewer, { sort: 'urgency', limit: 50, channel: ['email'] });
      expect(data.map(({ preview }) => preview)).toEqual(['Where is my bill?']);
      await comes('answer', aMail(mailbox, { ...next, receivedAt: new Date() }));
      expect(await isMarked()).toEqual([]);
    });
  });
});
