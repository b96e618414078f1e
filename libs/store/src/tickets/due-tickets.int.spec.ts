import { aChatMessage, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { moveDueTickets, takeIn } from '../index.js';

describe('tickets that are due', () => {
  let product: ProductDatabase;
  let bot: string;
  let agent: string;

  beforeAll(async () => {
    product = await openProductDatabase();
    const team = await aTeam(product.store);
    bot = await anInbox(product.store, 'telegram', team);
    agent = await anAgent(product.store, { teams: [team] });
  });
  afterAll(() => product.close());

  /** A ticket as SQL says; gives its id. */
  async function aTicket(chat: string, set: string): Promise<string> {
    await product.store.transaction((tx) => takeIn(tx, [aChatMessage(bot, chat)]));
    const [row] = await product.store.query<{ id: string }>(
      `update tickets t set ${set} from identities i where i.contact_id = t.contact_id and i.address = $1 returning t.id`,
      [chat],
    );
    return row?.id ?? '';
  }

  const ticket = async (id: string) => (await product.store.query(`select state, snoozed_until from tickets where id = $1`, [id]))[0];

  test('on hold until now: open again for the one who has it', async () => {
    const id = await aTicket('1', `state = 'on_hold', assignee_id = '${agent}', on_hold_until = now() - interval '1 s'`);
    expect(await moveDueTickets(product.store)).toBe(1);
    expect(await ticket(id)).toMatchObject({ state: 'open' });
  });

  test('snoozed until now: back, and people are told', async () => {
    const id = await aTicket('2', `snoozed_until = now() - interval '1 s'`);
    await moveDueTickets(product.store);
    expect(await ticket(id)).toEqual({ state: 'new', snoozed_until: null });
    const told = await product.store.query(`select from events where key = $1 and data -> 'changed' ->> 0 = 'snoozedUntil'`, [id]);
    expect(told).toHaveLength(1);
  });

  test('solved four days ago: closed', async () => {
    const id = await aTicket('3', `state = 'solved', waiting_since = null, solved_at = now() - interval '97 h'`);
    await moveDueTickets(product.store);
    expect(await ticket(id)).toMatchObject({ state: 'closed' });
  });

  test.each([
    ['on hold for longer, or without an end', `state = 'on_hold', on_hold_until = null`],
    ['solved yesterday', `state = 'solved', solved_at = now() - interval '24 h'`],
    ['snoozed until tomorrow', `snoozed_until = now() + interval '24 h'`],
  ])('%s: left alone', async (what, set) => {
    await aTicket(what, set);
    expect(await moveDueTickets(product.store)).toBe(0);
  });

  test('two processes at once move each ticket once', async () => {
    const id = await aTicket('9', `state = 'solved', solved_at = now() - interval '97 h'`);
    await Promise.all([moveDueTickets(product.store), moveDueTickets(product.store), moveDueTickets(product.store)]);
    const events = await product.store.query(`select from ticket_events where ticket_id = $1 and code = 'state-changed'`, [id]);
    expect(events).toHaveLength(1);
  });
});
