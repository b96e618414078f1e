import { aMail, anUpload, AwayOffice, composeRecap } from '@app/testing';
import {
  addressOfVisitor,
  awayTrouble,
  claimAddress,
  Leases,
  mailAway,
  mayVisitorSeeFile,
  noteSeen,
  readAwayInboxes,
  readHistories,
  reportDeliveries,
  takeIn,
} from '../index.js';

describe('visitors who are away are answered by mail', () => {
  let office: AwayOffice;

  beforeAll(async () => {
    office = await AwayOffice.open();
  });
  afterAll(() => office.close());
  // What one test leaves waiting is no other's.
  afterEach(async () => {
    await office.passed(60);
    while ((await office.look()) > 0);
    await office.store.query(`delete from undeliverable_addresses`);
    await office.store.query(`delete from acknowledgements`);
  });

  test('an answer that nobody has got goes by mail when its time is over, and not before; once', async () => {
    const visitor = await office.visitor('Ivan@example.test');
    await office.answer(visitor);
    await office.passed(9);
    await office.look();
    expect(await office.texts(visitor)).toEqual([]);
    await office.passed(1);
    await office.look();
    await office.look();
    await office.passed(100);
    await office.look();
    const { ticketId } = await office.whereabouts(visitor);
    expect(await office.mails(visitor)).toMatchObject([
      { text: 'Q: Where is my order?\nOn its way', recipient: 'ivan@example.test', state: 'queued', ticketId, recap: 'away' },
    ]);
    expect((await office.events(ticketId)).filter(({ code }) => code.startsWith('answers'))).toEqual([
      { code: 'answers-mailed', params: { address: 'Ivan@example.test', count: 1 } },
    ]);
  });

  test('who comes back in time gets no mail', async () => {
    const visitor = await office.visitor();
    await office.answer(visitor);
    await office.passed(30);
    const { conversationId } = await office.whereabouts(visitor);
    await noteSeen(office.store, [{ conversationId, got: 10_000_000n, read: 0n }]);
    await office.look();
    expect(await office.texts(visitor)).toEqual([]);
    expect(
      await office.store.query(`select from away_mails x join messages m on m.id = x.message_id where m.conversation_id = $1`, [
        conversationId,
      ]),
    ).toEqual([]);
  });

  describe('a mail that still waits when its visitor is back', () => {
    async function mailed(...texts: string[]): Promise<{ visitor: string; conversationId: string; positions: bigint[] }> {
      const visitor = await office.visitor('back@example.test');
      for (const text of texts) await office.answer(visitor, text);
      await office.passed(10);
      await office.look();
      const { conversationId } = await office.whereabouts(visitor);
      const rows = await office.store.query<{ position: string }>(
        `select position from deliveries where conversation_id = $1 and channel = 'webchat' order by position`,
        [conversationId],
      );
      return { visitor, conversationId, positions: rows.map(({ position }) => BigInt(position)) };
    }
    const stateOf = async (visitor: string) => (await office.mails(visitor)).map(({ state }) => state);
    const answersEvents = async (visitor: string) =>
      (await office.events((await office.whereabouts(visitor)).ticketId)).filter(({ code }) => code.startsWith('answers'));

    test('is not sent once they have all that is in it, and agents see that', async () => {
      const { visitor, conversationId, positions } = await mailed('one', 'two');
      const [first = 0n, second = 0n] = positions;
      await noteSeen(office.store, [{ conversationId, got: first, read: 0n }]);
      expect(await stateOf(visitor)).toEqual(['queued']);
      await noteSeen(office.store, [{ conversationId, got: second, read: 0n }]);
      expect(await stateOf(visitor)).toEqual(['cancelled']);
      expect(await answersEvents(visitor)).toEqual([
        { code: 'answers-mailed', params: { address: 'back@example.test', count: 2 } },
        { code: 'answers-mail-withdrawn', params: { address: 'back@example.test' } },
      ]);
      await noteSeen(office.store, [{ conversationId, got: second, read: second }]);
      await office.passed(60);
      await office.look();
      expect(await stateOf(visitor)).toEqual(['cancelled']);
      expect(await answersEvents(visitor)).toHaveLength(2);
    });

    test('is sent where a try is under way, or may have arrived: nobody could say that it was not', async () => {
      for (const change of [`state = 'sending'`, `ambiguous_at = now()`]) {
        const { visitor, conversationId, positions } = await mailed('one');
        const [{ deliveryId } = { deliveryId: '' }] = await office.mails(visitor);
        await office.store.query(`update deliveries set ${change} where id = $1`, [deliveryId]);
        await noteSeen(office.store, [{ conversationId, got: positions[0] ?? 0n, read: 0n }]);
        expect(await stateOf(visitor)).not.toEqual(['cancelled']);
        expect(await answersEvents(visitor)).toHaveLength(1);
      }
    });

    test('is either sent or withdrawn, whoever is first: its visitors or its sender', async () => {
      const chats = await Promise.all(Array.from({ length: 30 }, () => office.visitor()));
      for (const visitor of chats) await office.answer(visitor);
      await office.passed(10);
      await office.look();
      const leases = new Leases(office.store, 'sender');
      const lease = await leases.acquire('mailbox');
      if (!lease) throw new Error('the lease is not free');
      const takenUp: string[] = [];
      const send = async (): Promise<void> => {
        for (let n = 0; n < 10; n += 1) {
          const due = await office.deliveries.takeDue(office.mailbox, lease, { limit: 2, inOrder: false });
          const ids = due.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
          takenUp.push(...ids);
          await office.deliveries.report(ids.map((id) => ({ id, state: 'accepted' })));
        }
      };
      const comeBack = async (visitor: string): Promise<void> => {
        const { conversationId } = await office.whereabouts(visitor);
        await noteSeen(office.store, [{ conversationId, got: 10_000_000n, read: 0n }]);
      };
      await Promise.all([send(), ...chats.map(comeBack)]);
      await leases.close();
      for (const visitor of chats) {
        const [{ state, deliveryId } = { state: '', deliveryId: '' }] = await office.mails(visitor);
        expect(state).toBe(takenUp.includes(deliveryId) ? 'accepted' : 'cancelled');
        expect((await answersEvents(visitor)).length).toBe(state === 'accepted' ? 1 : 2);
      }
      expect(takenUp.length).toBe(new Set(takenUp).size);
    });

    test('is not sent either where it waits for a mailbox that is down', async () => {
      const { visitor, conversationId, positions } = await mailed('one');
      const [{ deliveryId } = { deliveryId: '' }] = await office.mails(visitor);
      await office.store.query(`update deliveries set attempts = 3, not_before = now() + interval '1 hour' where id = $1`, [deliveryId]);
      await noteSeen(office.store, [{ conversationId, got: positions[0] ?? 0n, read: positions[0] ?? 0n }]);
      expect(await stateOf(visitor)).toEqual(['cancelled']);
    });
  });

  test('what was said meanwhile comes in one mail, in its order; what is said later in another, of the same conversation', async () => {
    const visitor = await office.visitor();
    await office.answer(visitor, 'one');
    await office.passed(8);
    await office.answer(visitor, 'two');
    await office.answer(visitor, 'three');
    await office.passed(2);
    await office.look();
    expect(await office.texts(visitor)).toEqual(['Q: Where is my order?\none\ntwo\nthree']);
    await office.answer(visitor, 'four');
    await office.passed(9);
    await office.look();
    expect(await office.texts(visitor)).toHaveLength(1);
    await office.passed(1);
    await office.look();
    const mails = await office.mails(visitor);
    expect(mails.map(({ text }) => text)).toEqual(['Q: Where is my order?\none\ntwo\nthree', 'Q: \nfour']);
    expect(new Set(mails.map(({ conversationId }) => conversationId)).size).toBe(1);
  });

  test('of very many answers none is lost: ten a mail', async () => {
    const visitor = await office.visitor();
    const said = Array.from({ length: 23 }, (_, n) => `answer ${n}`);
    for (const text of said) await office.answer(visitor, text);
    await office.passed(10);
    for (let n = 0; n < 4; n += 1) await office.look();
    const texts = await office.texts(visitor);
    expect(texts.map((text) => text.split('\n').length - 1)).toEqual([10, 10, 3]);
    expect(texts.flatMap((text) => text.split('\n').slice(1))).toEqual(said);
  });

  test('without an address nothing is sent, and it is not asked again', async () => {
    const visitor = await office.visitor(null);
    await office.answer(visitor);
    await office.passed(10);
    expect(await office.look()).toBe(1);
    expect(await office.look()).toBe(0);
    expect(await office.texts(visitor)).toEqual([]);
  });

  test('the newest address counts, and one that the site has signed before all', async () => {
    const visitor = await office.visitor('old@example.test');
    await claimAddress(office.store, visitor, 'new@example.test');
    await claimAddress(office.store, visitor, 'newer@example.test');
    await claimAddress(office.store, visitor, 'new@example.test');
    expect(await addressOfVisitor(office.store, visitor)).toBe('new@example.test');
    await office.store.query(`update visitors set email = 'signed@example.test' where id = $1`, [visitor]);
    expect(await addressOfVisitor(office.store, visitor)).toBe('signed@example.test');
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    expect(await office.mails(visitor)).toMatchObject([{ recipient: 'signed@example.test' }]);
  });

  test('a claim is never an identity: nobody is merged with whoever has the address (threat:A20)', async () => {
    await office.store.transaction((tx) =>
      takeIn(tx, [aMail(office.mailbox, { sender: { address: 'owner@example.test', name: 'Owner', language: null, proved: null } })]),
    );
    const visitor = await office.visitor('owner@example.test');
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    const { contactId } = await office.whereabouts(visitor);
    const identities = await office.store.query(`select channel from identities where contact_id = $1 and channel = 'email'`, [contactId]);
    expect(identities).toEqual([]);
    const [mail] = await office.mails(visitor);
    expect(await office.store.query(`select contact_id as contact from conversations where id = $1`, [mail?.conversationId])).toEqual([
      { contact: contactId },
    ]);
  });

  test('whoever looks at the same moment, each answer is mailed once (fault:M3)', async () => {
    const visitors = await Promise.all(Array.from({ length: 20 }, () => office.visitor()));
    for (const visitor of visitors) await office.answer(visitor);
    await office.passed(10);
    await Promise.all(Array.from({ length: 8 }, () => office.look(5)));
    for (let n = 0; n < 5; n += 1) await office.look(5);
    for (const visitor of visitors) expect(await office.texts(visitor)).toEqual(['Q: Where is my order?\nOn its way']);
  });

  test('who is marking what they got at this moment is left to another look', async () => {
    const visitor = await office.visitor();
    await office.answer(visitor);
    await office.passed(10);
    const { conversationId } = await office.whereabouts(visitor);
    await office.store.transaction(async (tx) => {
      await tx.query(`select from conversations where id = $1 for no key update`, [conversationId]);
      expect(await office.look()).toBe(1);
    });
    expect(await office.texts(visitor)).toEqual([]);
    await office.look();
    expect(await office.texts(visitor)).toHaveLength(1);
  });

  test('a thousand chats that are due at once take as many statements as two', async () => {
    const count = async (visitors: number): Promise<number> => {
      await office.store.query(
        `with made as (
           select gen_random_uuid() as v, gen_random_uuid() as c, gen_random_uuid() as t, gen_random_uuid() as m, gen_random_uuid() as p
           from generate_series(1, $1)
         ), v as (insert into visitors (id, inbox_id, locale) select v, $2::uuid, 'en' from made),
         a as (insert into claimed_addresses (visitor_id, address) select v, v || '@example.test' from made),
         p as (insert into contacts (id, name) select p, 'Visitor' from made),
         t as (insert into tickets (id, number, subject, state, team_id, contact_id, inbox_id, channel)
           select t, nextval('ticket_numbers'), '', 'pending', $3::uuid, p, $2::uuid, 'webchat' from made),
         c as (insert into conversations (id, inbox_id, external_key, contact_id, current_ticket_id) select c, $2::uuid, v::text, p, t from made),
         m as (insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, text)
           select m, c, t, nextval('timeline_positions'), 'reply', 'agent', $4::uuid, 'console', 'On its way' from made returning id, position)
         insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, position, state, updated_at)
         select gen_random_uuid(), made.m, t, c, $2::uuid, 'webchat', v::text, m.position, 'accepted', now() - interval '11 minutes'
         from made join m on m.id = made.m`,
        [visitors, office.chat, office.team, office.agent],
      );
      const inboxes = await readAwayInboxes(office.store);
      const { statements, result } = await office.counting((store) => mailAway(store, inboxes, composeRecap, 1_000));
      expect(result).toBe(visitors);
      return statements;
    };
    const mailed = async () =>
      Number((await office.store.query<{ n: number }>(`select count(*) as n from messages where recap = 'away'`))[0]?.n);
    const few = await count(2);
    const before = await mailed();
    const [startedAt, many] = [performance.now(), await count(1_000)];
    expect((await mailed()) - before).toBe(1_000);
    expect(many).toBe(few);
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  test('files of the answers are files of the mail', async () => {
    const visitor = await office.visitor();
    const file = await anUpload(office.store, office.agent, 'the bill', 'bill.pdf');
    await office.answer(visitor, 'Your bill', { attachmentIds: [file] });
    await office.passed(10);
    await office.look();
    const [mail] = await office.mails(visitor);
    const files = await office.store.query<{ id: string }>(
      `select id, filename, message_id as mail, state from attachments where message_id = $1`,
      [mail?.id],
    );
    expect(files).toMatchObject([{ filename: 'bill.pdf', state: 'stored' }]);
    expect(files[0]?.id).not.toBe(file);
    // The chat shows the answer's own file, and nothing of the mail.
    expect(await mayVisitorSeeFile(office.store, { id: visitor, inboxId: office.chat }, file)).toBe(true);
  });

  test('an answer to the mail is in the same ticket, and in the chat as said by mail; the mail itself is not', async () => {
    const visitor = await office.visitor('kate@example.test');
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    const [mail] = await office.mails(visitor);
    await office.store.transaction((tx) =>
      takeIn(tx, [
        aMail(office.mailbox, {
          sender: { address: 'kate@example.test', name: 'Kate', language: null, proved: null },
          tokens: [mail?.token ?? ''],
          text: 'Thank you, when exactly?',
        }),
      ]),
    );
    const { ticketId } = await office.whereabouts(visitor);
    expect(await office.ticket(ticketId)).toMatchObject({ state: 'open' });
    const [history] = await readHistories(office.store, [{ inboxId: office.chat, visitorId: visitor, after: null }], 100);
    expect(history?.messages.map(({ text, byMail }) => [text, byMail])).toEqual([
      ['Where is my order?', false],
      ['On its way', false],
      ['Thank you, when exactly?', true],
    ]);
    const tickets = await office.store.query(
      `select distinct ticket_id from messages m join conversations c on c.id = m.conversation_id where c.id = $1 or c.continues = (select id from conversations where external_key = $2)`,
      [mail?.conversationId, visitor],
    );
    expect(tickets).toHaveLength(1);
  });

  test("a customer's vacation answer reopens nothing, and no mail follows it (threat:H2, fail:L1)", async () => {
    const visitor = await office.visitor('sun@example.test');
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    const [mail] = await office.mails(visitor);
    const { ticketId } = await office.whereabouts(visitor);
    const before = await office.ticket(ticketId);
    expect(before).toMatchObject({ state: 'pending' });
    await office.store.transaction((tx) =>
      takeIn(tx, [
        aMail(office.mailbox, {
          sender: { address: 'sun@example.test', name: 'Sun', language: null, proved: null },
          tokens: [mail?.token ?? ''],
          traits: { automatic: 'auto-reply' },
          text: 'I am on the beach until Monday.',
        }),
      ]),
    );
    expect(await office.ticket(ticketId)).toEqual(before);
    await office.passed(100);
    await office.look();
    expect(await office.mails(visitor)).toHaveLength(1);
    const [history] = await readHistories(office.store, [{ inboxId: office.chat, visitorId: visitor, after: null }], 100);
    expect(history?.messages.map(({ text }) => text)).toEqual(['Where is my order?', 'On its way']);
  });

  test('a mail that comes back gives the ticket back to the agent, and the address gets no more (fail:S4)', async () => {
    const visitor = await office.visitor('gone@example.test');
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    const [mail] = await office.mails(visitor);
    const { ticketId } = await office.whereabouts(visitor);
    await office.store.query(`update deliveries set state = 'sending' where id = $1`, [mail?.deliveryId]);
    await office.store.transaction((tx) =>
      reportDeliveries(tx, [{ id: mail?.deliveryId ?? '', state: 'failed', reason: { code: 'refused-recipient-unknown', params: {} } }]),
    );
    expect(await office.ticket(ticketId)).toMatchObject({ state: 'open' });
    expect((await office.events(ticketId)).map(({ code }) => code)).toEqual(expect.arrayContaining(['answers-mailed', 'delivery-failed']));
    await office.answer(visitor, 'Are you there?');
    await office.passed(10);
    await office.look();
    expect(await office.mails(visitor)).toHaveLength(1);
    expect((await office.events(ticketId)).at(-1)).toEqual({ code: 'answers-not-mailed', params: { address: 'gone@example.test' } });
  });

  test('nothing is mailed to an inbox of our own (threat:H2)', async () => {
    const visitor = await office.visitor('Support+x@shop.test');
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    expect(await office.texts(visitor)).toEqual([]);
  });

  test('while the mailbox is switched off answers wait, and the web chat says so; days later they are not mailed any more', async () => {
    const [late, tooLate] = [await office.visitor(), await office.visitor()];
    await office.answer(tooLate);
    await office.passed(4 * 24 * 60);
    await office.answer(late);
    await office.passed(60);
    await office.store.query(`update inboxes set active = false where id = $1`, [office.mailbox]);
    expect(await awayTrouble(office.store, office.chat)).toEqual({ code: 'away-mail-inbox-off', params: {} });
    expect((await readAwayInboxes(office.store)).map(({ outlet }) => outlet)).toEqual([null]);
    await office.store.query(`update inboxes set active = true where id = $1`, [office.mailbox]);
    expect(await awayTrouble(office.store, office.chat)).toBeNull();
    await office.look();
    expect([await office.texts(late), await office.texts(tooLate)]).toEqual([['Q: Where is my order?\nOn its way'], []]);
  });

  test('in another ticket of the chat the mail goes on there', async () => {
    const visitor = await office.visitor();
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    const first = (await office.whereabouts(visitor)).ticketId;
    await office.store.query(`update tickets set state = 'closed' where id = $1`, [first]);
    await office.says(visitor, 'Another thing');
    await office.answer(visitor, 'Yes');
    await office.passed(10);
    await office.look();
    const second = (await office.whereabouts(visitor)).ticketId;
    const mails = await office.mails(visitor);
    expect(mails.map(({ ticketId }) => ticketId)).toEqual([first, second]);
    expect(second).not.toBe(first);
    expect(await office.store.query(`select current_ticket_id as id from conversations where id = $1`, [mails[0]?.conversationId])).toEqual(
      [{ id: second }],
    );
  });

  test('after the ticket was closed the next one is one again, whether the customer writes by mail or in the widget', async () => {
    const visitor = await office.visitor('anew@example.test');
    await office.answer(visitor);
    await office.passed(10);
    await office.look();
    const [mail] = await office.mails(visitor);
    const byMail = (text: string) =>
      office.store.transaction((tx) =>
        takeIn(tx, [
          aMail(office.mailbox, {
            sender: { address: 'anew@example.test', name: 'Anew', language: null, proved: null },
            tokens: [mail?.token ?? ''],
            text,
          }),
        ]),
      );
    const ticketsOf = async () =>
      (
        await office.store.query<{ id: string }>(
          `select distinct m.ticket_id as id from messages m join conversations c on c.id = m.conversation_id
           where m.kind = 'inbound' and (c.external_key = $1 or c.id = $2)`,
          [visitor, mail?.conversationId],
        )
      ).length;
    const close = () =>
      office.store.query(
        `update tickets set state = 'closed', waiting_since = null where id in (
        select ticket_id from messages where conversation_id = $1)`,
        [mail?.conversationId],
      );
    await close();
    await byMail('Once more');
    await office.says(visitor, 'and here');
    expect(await ticketsOf()).toBe(2);
    await close();
    await office.says(visitor, 'A third time');
    await byMail('and by mail');
    expect(await ticketsOf()).toBe(3);
  });

  test('what an earlier browser of the visitor was answered goes with the address that either left', async () => {
    const [earlier, owner] = [await office.visitor('first@example.test'), await office.visitor(null, 'And me')];
    await office.store.query(`update visitors set merged_into = $2 where id = $1`, [earlier, owner]);
    await office.store.query(
      `update conversations set continues = (select id from conversations where external_key = $2) where external_key = $1`,
      [earlier, owner],
    );
    await office.answer(earlier, 'to the first');
    await office.answer(owner, 'to the owner');
    await office.passed(10);
    await office.look();
    expect(await office.mails(owner)).toMatchObject([
      { text: 'Q: Where is my order?\nAnd me\nto the first\nto the owner', recipient: 'first@example.test' },
    ]);
  });
});
