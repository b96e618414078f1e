import { aMail, AwayOffice, composeRecap, eventually } from '@app/testing';
import { mailAway, readAwayInboxes, takeIn } from '../index.js';
import { noteMailedChats, readMailedChats, readSpent } from '../intake/acknowledgement-budget.js';

describe('an address that nobody has proved gets answers of three chats a day (threat:H1)', () => {
  const STRANGER = 'stranger@example.test';
  let office: AwayOffice;

  beforeAll(async () => {
    office = await AwayOffice.open();
  });
  afterAll(() => office.close());
  afterEach(() => office.store.query(`delete from acknowledgements`));

  /** Visitors who are away and answered, their address in another spelling each. */
  async function answered(count: number, of = office, address = (n: number) => `Stranger+${n}@Example.test`): Promise<string[]> {
    const visitors: string[] = [];
    for (let n = 0; n < count; n += 1) visitors.push(await of.visitor(address(n)));
    for (const visitor of visitors) await of.answer(visitor);
    return visitors;
  }
  const mailedOf = async (visitors: readonly string[]) => {
    const mails = await Promise.all(visitors.map((visitor) => office.mails(visitor)));
    return mails.map((all) => all.length);
  };
  const told = async (visitor: string) =>
    (await office.events((await office.whereabouts(visitor)).ticketId)).filter(({ code }) => code.startsWith('answers'));
  /** A person's, or what their mailbox says by itself. */
  const writesBack = async (visitor: string, address: string, automatic: 'auto-reply' | null) => {
    const [mail] = await office.mails(visitor);
    const sender = { address, name: '', language: null, proved: null };
    const traits = automatic === null ? {} : { traits: { automatic } };
    await office.store.transaction((tx) =>
      takeIn(tx, [aMail(office.mailbox, { sender, tokens: [mail?.token ?? ''], text: 'Thank you', ...traits })]),
    );
  };

  test('of a fourth none, which agents are told in the timeline; its answer stays in the chat, and nothing failed', async () => {
    const visitors = await answered(5);
    await office.passed(10);
    await office.look();
    expect(await mailedOf(visitors)).toEqual([1, 1, 1, 0, 0]);
    const [first = '', , , fourth = ''] = visitors;
    expect(await told(first)).toEqual([{ code: 'answers-mailed', params: { address: 'Stranger+0@Example.test', count: 1 } }]);
    expect(await told(fourth)).toEqual([{ code: 'answers-mail-limit', params: { address: 'Stranger+3@Example.test' } }]);
    const { conversationId, ticketId } = await office.whereabouts(fourth);
    expect(await office.ticket(ticketId)).toMatchObject({ state: 'pending' });
    expect(await office.store.query(`select state from deliveries where conversation_id = $1`, [conversationId])).toEqual([
      { state: 'accepted' },
    ]);
    // It is decided, and not asked again.
    expect(await office.look()).toBe(0);
  });

  test('the first three go on without an end, each later answer of a fourth is told', async () => {
    const visitors = await answered(4);
    await office.passed(10);
    await office.look();
    for (let n = 0; n < 4; n += 1) {
      for (const visitor of visitors) await office.answer(visitor, `more ${n}`);
      await office.passed(10);
      await office.look();
    }
    expect(await mailedOf(visitors)).toEqual([5, 5, 5, 0]);
    expect(await told(visitors[3] ?? '')).toHaveLength(5);
  });

  test('a day later three more', async () => {
    const visitors = await answered(3);
    await office.passed(10);
    await office.look();
    await office.store.query(`update acknowledgements set at = at - interval '1 day 1 minute'`);
    const later = await answered(4);
    await office.passed(10);
    await office.look();
    expect([await mailedOf(visitors), await mailedOf(later)]).toEqual([
      [1, 1, 1],
      [1, 1, 1, 0],
    ]);
  });

  test('an address that the site has signed is not limited, and costs others nothing', async () => {
    const visitors = await answered(6, office, () => 'signed@example.test');
    await office.store.query(`update visitors set email = 'signed@example.test' where id = any($1)`, [visitors]);
    const [claim = ''] = await answered(1, office, () => 'signed@example.test');
    await office.passed(10);
    await office.look();
    expect(await mailedOf([...visitors, claim])).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test('nor is a chat in which its reader answered by mail; what their mailbox says by itself proves nothing', async () => {
    const [person = '', machine = ''] = await answered(2);
    await office.passed(10);
    await office.look();
    await writesBack(person, 'stranger+0@example.test', null);
    await writesBack(machine, 'stranger+1@example.test', 'auto-reply');
    // Days later the address is spent by others.
    await office.store.query(`update acknowledgements set at = at - interval '2 days'`);
    const others = await answered(3);
    await office.passed(10);
    await office.look();
    await office.answer(person, 'Gladly');
    await office.answer(machine, 'And?');
    await office.passed(10);
    await office.look();
    expect(await mailedOf([person, machine, ...others])).toEqual([2, 1, 1, 1, 1]);
    expect((await told(machine)).at(-1)?.code).toBe('answers-mail-limit');
  });

  test('mail with the token of another address proves nothing of this one', async () => {
    const [visitor = ''] = await answered(1, office, () => 'evil@example.test');
    await office.passed(10);
    await office.look();
    await writesBack(visitor, STRANGER, null);
    await office.store.query(
      `insert into claimed_addresses (visitor_id, address, claimed_at) values ($1, $2, now() + interval '1 minute')`,
      [visitor, STRANGER],
    );
    const others = await answered(3);
    await office.passed(10);
    await office.look();
    await office.answer(visitor, 'And?');
    await office.passed(10);
    await office.look();
    expect(await mailedOf([visitor, ...others])).toEqual([1, 1, 1, 1]);
    expect((await told(visitor)).at(-1)).toEqual({ code: 'answers-mail-limit', params: { address: STRANGER } });
  });

  test('acknowledgements are not counted by them, nor they by acknowledgements', async () => {
    await office.store.query(
      `insert into acknowledgements (message_id, inbox_id, address) select gen_random_uuid(), $1, $2 from generate_series(1, 3)`,
      [office.mailbox, STRANGER],
    );
    const visitors = await answered(3);
    await office.passed(10);
    await office.look();
    expect(await mailedOf(visitors)).toEqual([1, 1, 1]);
    const conversationId = '00000000-0000-7000-8000-000000000000';
    const asked = { address: STRANGER, conversationId, inboxId: office.mailbox, perHour: 200, domain: null, body: null };
    expect([...(await office.store.transaction((tx) => readSpent(tx, [asked])))].map(([, n]) => n)).toEqual([3, 3, 3]);
  });

  test('who counts waits for another process that counts, and sees what it has sent (fault:M3)', async () => {
    const [visitor = ''] = await answered(1, office, () => STRANGER);
    await office.passed(10);
    const { looking } = await office.store.transaction(async (tx) => {
      await readMailedChats(tx, [STRANGER]);
      const begun = office.look();
      await eventually(async () =>
        expect(
          await office.store.query(`select from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())`),
        ).toHaveLength(1),
      );
      const chats = ['1', '2', '3'].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
      await noteMailedChats(
        tx,
        chats.map((chatId) => ({ chatId, messageId: chatId, inboxId: office.mailbox, address: STRANGER })),
      );
      return { looking: begun };
    });
    expect(await looking).toBe(1);
    expect(await mailedOf([visitor])).toEqual([0]);
  });

  test('two that look at the same moment, at chats of their own, send three together (fault:M3)', async () => {
    const other = await office.anotherChat();
    for (let round = 0; round < 5; round += 1) {
      const same = (): string => `round${round}@example.test`;
      const visitors = [...(await answered(3, office, same)), ...(await answered(3, other, same))];
      await office.passed(10);
      const inboxes = await readAwayInboxes(office.store);
      await Promise.all(inboxes.map((inbox) => mailAway(office.store, [inbox], composeRecap, 100)));
      expect((await mailedOf(visitors)).reduce((sum, n) => sum + n, 0)).toBe(3);
      expect(
        (await Promise.all(visitors.map(told)))
          .flat()
          .map(({ code }) => code)
          .sort(),
      ).toEqual([...Array<string>(3).fill('answers-mail-limit'), ...Array<string>(3).fill('answers-mailed')]);
    }
  });
});
