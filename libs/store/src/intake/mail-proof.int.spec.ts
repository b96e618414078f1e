import { aMail, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase } from '@app/testing';
import { takeIn, type Incoming, type MailAuthentication } from '../index.js';

const PASS: MailAuthentication = { spf: 'pass', dkim: 'pass', dmarc: 'pass', proved: true };
const FAIL: MailAuthentication = { spf: 'fail', dkim: 'none', dmarc: 'fail', proved: false };

describe('what the proof of a sender decides', () => {
  let product: ProductDatabase;
  let mailbox: string;
  let agent: string;

  beforeAll(async () => {
    product = await openProductDatabase();
    const team = await aTeam(product.store);
    mailbox = await anInbox(product.store, 'email', team, { address: 'support@shop.test' });
    agent = await anAgent(product.store, { teams: [team] });
  });
  afterAll(() => product.close());

  const take = (...batch: Incoming[]) => product.store.transaction((tx) => takeIn(tx, batch));
  const person = (address: string) => ({ address, name: '', language: null, proved: null });
  const read = async (text: string) =>
    (
      await product.store.query<{
        answerTo: string | null;
        proved: boolean;
        remarks: string[];
        ticket: string;
        contact: string;
        notes: string[];
      }>(
        `select m.authentication -> 'answerTo' ->> 'address' as "answerTo", (m.authentication ->> 'proved')::boolean as proved,
           (select coalesce(array_agg(r ->> 'code'), '{}') from jsonb_array_elements(m.remarks) as r) as remarks, m.ticket_id as ticket,
           (select address from identities i where i.contact_id = t.contact_id) as contact,
           (select coalesce(array_agg(n.text), '{}') from notes n where n.ticket_id = m.ticket_id) as notes
         from messages m join tickets t on t.id = m.ticket_id where m.text = $1`,
        [text],
      )
    )[0];

  test('threat:A8 whom a proved mail of a participant copies in takes part; whom an unproved one copies in does not', async () => {
    for (const [name, authentication] of [
      ['proved', PASS],
      ['unproved', null],
    ] as const) {
      const cc = [{ address: `Colleague-${name}@x.test`, name: '' }];
      await take(
        aMail(mailbox, { sender: person('boss@x.test'), messageId: `<${name}@x.test>`, authentication, cc, text: `${name} asks` }),
      );
      await take(aMail(mailbox, { sender: person(`colleague-${name}@x.test`), ancestors: [`<${name}@x.test>`], text: `${name} adds` }));
    }
    expect(await read('proved adds')).toMatchObject({ answerTo: 'colleague-proved@x.test', remarks: [] });
    expect(await read('unproved adds')).toMatchObject({ answerTo: null, remarks: ['mail-from-copied'] });
  });

  test('threat:A9 a stranger with our token is shown as unproved even where DMARC knows him', async () => {
    await take(aMail(mailbox, { sender: person('victim@x.test'), text: 'token owner' }));
    await product.store.query(
      `insert into messages (id, conversation_id, ticket_id, position, kind, author_type, way, text, reply_token)
       select gen_random_uuid(), conversation_id, ticket_id, nextval('timeline_positions'), 'reply', 'agent', 'console', '', 'atokenatokenatokenatokenat' from messages where text = 'token owner'`,
    );
    await take(
      aMail(mailbox, {
        sender: person('eve@evil.test'),
        tokens: ['atokenatokenatokenatokenat'],
        authentication: PASS,
        text: 'token thief',
      }),
    );
    expect(await read('token thief')).toMatchObject({ proved: false, answerTo: null, remarks: ['mail-by-token-alone'] });
  });

  test('fail:T18 a Reply-To in a proved answer is followed', async () => {
    const replyTo = [{ address: 'office@x.test', name: '' }];
    await take(aMail(mailbox, { sender: person('moves@x.test'), messageId: '<moves@x.test>', text: 'moves first' }));
    await take(
      aMail(mailbox, { sender: person('moves@x.test'), ancestors: ['<moves@x.test>'], replyTo, authentication: PASS, text: 'moves then' }),
    );
    expect(await read('moves then')).toMatchObject({ answerTo: 'office@x.test' });
  });

  describe("an agent's forward", () => {
    const forward = (text: string, authentication: MailAuthentication | null) =>
      aMail(mailbox, {
        sender: person(`${agent}@shop.test`),
        authentication,
        text: `${text} as it came`,
        traits: {
          forwarded: { author: { address: 'Customer@x.test', name: 'Customer' }, subject: null, text, comment: 'A good customer.' },
        },
      });

    test("fail:T17 proved: the ticket is the customer's, and what the agent says is a note", async () => {
      await take(forward('proved forward', PASS));
      expect(await read('proved forward')).toMatchObject({
        contact: 'customer@x.test',
        answerTo: 'customer@x.test',
        proved: false,
        remarks: ['mail-forwarded-by-agent'],
        notes: ['A good customer.'],
      });
    });

    test("threat:A1 without a verdict: the ticket is the customer's, marked, and nothing is put into the agent's mouth", async () => {
      await take(forward('doubtful forward', null));
      expect(await read('A good customer.\n\ndoubtful forward')).toMatchObject({
        contact: 'customer@x.test',
        remarks: ['mail-forwarded-unproved'],
        notes: [],
      });
    });

    test('threat:A2 where DMARC says that it is not the agent, it is an ordinary mail of that address', async () => {
      await take(forward('forged forward', FAIL));
      expect(await read('forged forward as it came')).toMatchObject({ contact: `${agent}@shop.test`, remarks: [], notes: [] });
    });

    test('an agent who left forwards like anybody else', async () => {
      await product.store.query(`update agents set active = false where id = $1`, [agent]);
      await take(forward('late forward', PASS));
      await product.store.query(`update agents set active = true where id = $1`, [agent]);
      expect(await read('late forward as it came')).toMatchObject({ contact: `${agent}@shop.test`, notes: [] });
    });
  });
});
