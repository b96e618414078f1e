import { randomUUID } from 'node:crypto';
import { aChatMessage, aMail, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { takeIn, type Incoming } from '../index.js';

type Row = { number: string; state: string; messages: string; subject: string; follows: string | null };

describe('taking in', () => {
  let product: ProductDatabase;
  let team: string;
  let mailbox: string;
  let bot: string;

  beforeAll(async () => {
    product = await openProductDatabase();
    team = await aTeam(product.store);
    mailbox = await anInbox(product.store, 'email', team, { address: 'support@shop.test' });
    bot = await anInbox(product.store, 'telegram', team);
  });
  afterAll(() => product.close());

  const take = (...batch: Incoming[]) => product.store.transaction((tx) => takeIn(tx, batch));
  const ticketsOf = (address: string) =>
    product.store.query<Row>(
      `select t.number, t.state, t.subject, t.follows, count(m.id) as messages from tickets t
       join identities i on i.contact_id = t.contact_id and i.address = $1
       join messages m on m.ticket_id = t.id group by t.id order by t.number`,
      [address],
    );

  test("need:S1 a message becomes a ticket with its own number, in the inbox's team", async () => {
    await take(aMail(mailbox, { sender: sender('one@x.test'), text: 'Help' }));
    const [ticket] = await ticketsOf('one@x.test');
    expect(ticket).toMatchObject({ state: 'new', messages: '1', subject: 'Where is my bill?' });
  });

  test('fail:K11 fail:T1 the same thing again changes nothing', async () => {
    const mail = aMail(mailbox, { sender: sender('two@x.test') });
    await take(mail, mail);
    await take(mail);
    expect(await ticketsOf('two@x.test')).toHaveLength(1);
  });

  test('the same mail in other bytes is a copy, the same id with another text is a message of its own', async () => {
    const mail = aMail(mailbox, { sender: sender('copy@x.test'), messageId: '<copied@x.test>', text: 'A' });
    await take(mail);
    await take({ ...mail, externalId: 'other bytes', raw: aMail(mailbox).raw });
    await take({ ...mail, externalId: 'other text', text: 'B', raw: aMail(mailbox).raw });
    expect(await ticketsOf('copy@x.test')).toHaveLength(2);
  });

  test('an answer joins the thread, also when both come in one batch', async () => {
    const first = aMail(mailbox, { sender: sender('thread@x.test'), messageId: '<t1@x.test>' });
    const second = aMail(mailbox, { sender: sender('thread@x.test'), messageId: '<t2@x.test>', ancestors: ['<t1@x.test>'] });
    await take(first, second);
    await take(aMail(mailbox, { sender: sender('thread@x.test'), ancestors: ['<t2@x.test>', '<t1@x.test>'] }));
    expect(await ticketsOf('thread@x.test')).toMatchObject([{ messages: '3' }]);
  });

  test('a stranger who guesses a Message-ID gets a ticket of his own', async () => {
    await take(aMail(mailbox, { sender: sender('victim@x.test'), messageId: '<guessed@x.test>' }));
    await take(aMail(mailbox, { sender: sender('stranger@x.test'), ancestors: ['<guessed@x.test>'] }));
    expect(await ticketsOf('stranger@x.test')).toMatchObject([{ messages: '1' }]);
    expect(await ticketsOf('victim@x.test')).toMatchObject([{ messages: '1' }]);
  });

  test('messages of a chat join its live ticket in order', async () => {
    await take(aChatMessage(bot, '77', { text: 'first' }), aChatMessage(bot, '77', { text: 'second' }));
    await take(aChatMessage(bot, '77', { text: 'third' }));
    const rows = await product.store.query<{ text: string }>(
      `select m.text from messages m join conversations c on c.id = m.conversation_id where c.external_key = '77' order by m.position`,
    );
    expect(rows.map((row) => row.text)).toEqual(['first', 'second', 'third']);
    expect(await ticketsOf('77')).toMatchObject([{ messages: '3', subject: 'first' }]);
  });

  test('the customer brings a pending ticket back to its agent; a closed one is followed by a new one', async () => {
    const agent = await anAgent(product.store, { teams: [team] });
    await take(aChatMessage(bot, '78'));
    await product.store.query(
      `update tickets set state = 'pending', assignee_id = $1 where contact_id = (select contact_id from identities where address = '78')`,
      [agent],
    );
    await take(aChatMessage(bot, '78'));
    expect(await ticketsOf('78')).toMatchObject([{ state: 'open', messages: '2' }]);
    await product.store.query(
      `update tickets set state = 'closed' where contact_id = (select contact_id from identities where address = '78')`,
    );
    await take(aChatMessage(bot, '78'));
    const tickets = await ticketsOf('78');
    expect(tickets).toMatchObject([{ state: 'closed' }, { state: 'new', messages: '1' }]);
    expect(tickets[1]?.follows).not.toBeNull();
  });

  test("what the customer says raises the ticket's version, by a batch; the version that is announced is the last one", async () => {
    const standing = async () => {
      const [row] = await product.store.query<{ version: number; said: (number | null)[]; announced: number | null }>(
        `select t.version, array(select m.ticket_version from messages m where m.ticket_id = t.id order by m.position) as said,
           (select (e.data ->> 'version')::int from events e where e.type = 'ticket.changed.v1' and e.key = t.id::text
            order by e.id desc limit 1) as announced
         from tickets t join identities i on i.contact_id = t.contact_id where i.address = '781'`,
      );
      return row;
    };
    await take(aChatMessage(bot, '781'));
    expect(await standing()).toEqual({ version: 1, said: [1], announced: null });
    await take(aChatMessage(bot, '781'), aChatMessage(bot, '781'));
    expect(await standing()).toEqual({ version: 2, said: [1, 2, 2], announced: null });
    await product.store.query(
      `update tickets set state = 'pending' where contact_id = (select contact_id from identities where address = '781')`,
    );
    await take(aChatMessage(bot, '781'));
    expect(await standing()).toEqual({ version: 4, said: [1, 2, 2, 3], announced: 4 });
  });

  test.each(['telegram', 'webchat'] as const)(
    'fail:T14 fail:T15 fail:T16 50 first messages of one %s chat at once: one ticket, 50 messages',
    async (channel) => {
      const inbox = await anInbox(product.store, channel, team);
      const chat = randomUUID();
      await Promise.all(
        Array.from({ length: 50 }, (_, n) => take({ ...aChatMessage(inbox, chat, { text: `${n}` }), channel, sender: sender(chat) })),
      );
      const rows = await product.store.query<{ tickets: number; messages: number }>(
        `select count(distinct m.ticket_id)::int as tickets, count(*)::int as messages
         from messages m join conversations c on c.id = m.conversation_id where c.external_key = $1`,
        [chat],
      );
      expect(rows).toEqual([{ tickets: 1, messages: 50 }]);
    },
  );

  test('an edit replaces the text and keeps what was said before', async () => {
    const message = aChatMessage(bot, '79', { text: 'twelwe' });
    await take(message);
    await take({ ...aChatMessage(bot, '79'), kind: 'edit', message: { ...message, text: 'twelve' } });
    const [row] = await product.store.query<{ text: string; edited: boolean; before: string }>(
      `select m.text, m.edited, e.text as before from messages m join message_edits e on e.message_id = m.id`,
    );
    expect(row).toEqual({ text: 'twelve', edited: true, before: 'twelwe' });
  });

  test('what is no message keeps its original beside the ledger', async () => {
    const other = { ...aChatMessage(bot, '80'), kind: 'other' as const, outcome: 'update-unsupported' };
    await take(other);
    const [row] = await product.store.query<{ outcome: string; data: Buffer }>(
      `select r.outcome, b.data from received r join blobs b on b.sha256 = r.raw where r.external_id = $1`,
      [other.externalId],
    );
    expect(row?.outcome).toBe('update-unsupported');
    expect(row?.data).toEqual(other.raw.data);
  });

  test('two normalizers that take in the same contact at once make one contact', async () => {
    await Promise.all([1, 2, 3, 4].map((n) => take(aMail(mailbox, { sender: sender('race@x.test'), text: String(n) }))));
    const [row] = await product.store.query<{ contacts: string }>(
      `select count(distinct contact_id) as contacts from identities where address = 'race@x.test'`,
    );
    expect(row?.contacts).toBe('1');
    expect(await ticketsOf('race@x.test')).toHaveLength(4);
  });
});

function sender(address: string) {
  return { address, name: '', language: null, proved: null };
}
