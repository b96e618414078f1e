import { randomUUID } from 'node:crypto';
import { anInbox } from '@app/testing';
import { KEY, keyOf, PRIVATE, Proofs } from './proofs.fixture.js';

describe('who a customer proves to be by a link that an agent made', () => {
  let proofs: Proofs;

  beforeAll(async () => {
    proofs = await Proofs.start();
  });
  afterAll(() => proofs.close());

  test('whoever opens it is that contact: the account, its chat and its tickets come along', async () => {
    const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
    await proofs.writes(account, 'Earlier');
    const former = await proofs.contactOf('telegram', account);
    await proofs.start(account, await proofs.aLink(contact));
    expect(await proofs.contactOf('telegram', account)).toBe(contact);
    expect(await proofs.ticketsOf(contact)).toEqual(['Hello', 'Earlier']);
    expect(await proofs.isRecognised(account)).toBe(true);
    await proofs.writes(account, 'Later');
    expect(await proofs.ticketsOf(contact)).toEqual(['Hello', 'Later']);
    const [row] = await proofs.store.query(`select merged_into from contacts where id = $1`, [former]);
    expect(row).toEqual({ merged_into: contact });
  });

  test('who never wrote is that contact from the first', async () => {
    const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
    await proofs.start(account, await proofs.aLink(contact));
    await proofs.writes(account, 'First');
    expect(await proofs.contactOf('telegram', account)).toBe(contact);
    expect(await proofs.ticketsOf(contact)).toEqual(['Hello', 'First']);
  });

  test('a live ticket says what happened, and the audit what it was before', async () => {
    const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
    await proofs.writes(account);
    const former = await proofs.contactOf('telegram', account);
    await proofs.start(account, await proofs.aLink(contact));
    const [event] = await proofs.store.query(
      `select e.code, e.params from ticket_events e join conversations c on c.current_ticket_id = e.ticket_id
       where c.external_key = $1 order by e.position desc limit 1`,
      [keyOf(account)],
    );
    expect(event).toEqual({ code: 'contact-proved', params: { was: `Telegram ${account}`, is: 'Ivan' } });
    const [entry] = await proofs.store.query<{ before: object; after: object }>(
      `select before, after from audit where action = 'contact.join' and subject = $1`,
      [contact],
    );
    expect(entry).toMatchObject({
      before: { contact: former, conversations: [expect.any(String)], tickets: [expect.any(String)] },
      after: { contact, how: 'telegram-link' },
    });
  });

  test('threat:A17 is good once: a second account is greeted like anybody', async () => {
    const [contact, first, second] = [await proofs.aMailer(), proofs.newAccount(), proofs.newAccount()];
    const link = await proofs.aLink(contact);
    await proofs.start(first, link);
    await proofs.start(second, link);
    expect(await proofs.contactOf('telegram', second)).not.toBe(contact);
    expect(await proofs.lastAnswer(second)).toMatch(/^Hello!/);
    expect([await proofs.isRecognised(second), await proofs.refusals(second)]).toEqual([false, ['link-used']]);
  });

  test('threat:A17 of two accounts that race for it one wins', async () => {
    const [contact, accountsOfRace] = [await proofs.aMailer(), Array.from({ length: 6 }, proofs.newAccount)];
    const link = await proofs.aLink(contact);
    await Promise.all(accountsOfRace.map((account) => proofs.start(account, link)));
    const won = await Promise.all(accountsOfRace.map((account) => proofs.contactOf('telegram', account)));
    expect(won.filter((id) => id === contact)).toHaveLength(1);
    const lost = (await Promise.all(accountsOfRace.map((account) => proofs.refusals(account)))).flat();
    expect(lost).toEqual(Array.from({ length: 5 }, () => 'link-used'));
  });

  test('opened again by the same account it says the same, and nothing moves', async () => {
    const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
    const link = await proofs.aLink(contact);
    await proofs.start(account, link);
    await proofs.start(account, link);
    expect([await proofs.isRecognised(account), await proofs.refusals(account)]).toEqual([true, []]);
    expect(await proofs.store.query(`select from contact_joins where into_contact = $1`, [contact])).toHaveLength(1);
  });

  test('a newer one ends an older one', async () => {
    const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
    const old = await proofs.aLink(contact);
    await proofs.aLink(contact);
    await proofs.start(account, old);
    expect(await proofs.refusals(account)).toEqual(['link-unknown']);
  });

  test('threat:A17 too old, of another bot, invented, broken, or in a group: a greeting, a line in the audit, and nothing else', async () => {
    const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
    const other = await proofs.aBot(`${randomUUID().replace(/\D/g, '').slice(0, 9)}1:x`, KEY.identityKey);
    const ofOther = await proofs.aLink(contact, other);
    const group = { externalKey: `0:-${account}:0`, about: { ...PRIVATE, kind: 'group' } } as const;
    await proofs.start(account, await proofs.aLink(contact), group);
    await proofs.start(account, ofOther);
    await proofs.start(account, `c-${'A'.repeat(43)}`);
    await proofs.start(account, 'c-!!!');
    const late = await proofs.aLink(contact);
    await proofs.store.query(`update telegram_links set expires_at = now() where contact_id = $1`, [contact]);
    await proofs.start(account, late);
    expect(await proofs.refusals(account)).toEqual([
      'chat-not-private',
      'link-of-other-bot',
      'link-unknown',
      'payload-malformed',
      'link-expired',
    ]);
    expect(await proofs.contactOf('telegram', account)).not.toBe(contact);
    expect(await proofs.lastAnswer(account)).toMatch(/^Hello!/);
  });

  test('is only made for a bot that is known, by its name', async () => {
    const contact = await proofs.aMailer();
    const unknown = await anInbox(proofs.store, 'telegram', proofs.team);
    await expect(proofs.aLink(contact, unknown)).rejects.toMatchObject({ code: 'telegram-bot-unknown' });
    await expect(proofs.aLink(contact, proofs.mailbox)).rejects.toMatchObject({ code: 'inbox-of-other-channel' });
    await expect(proofs.aLink(contact, randomUUID())).rejects.toMatchObject({ code: 'inbox-missing' });
  });
});
