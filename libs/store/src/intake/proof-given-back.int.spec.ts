import { randomUUID } from 'node:crypto';
import { DeskError } from '@app/domain';
import { changeStandings, lockTickets, splitContact, stateSet, SYSTEM, takeIn } from '../index.js';
import { Proofs, signed } from './proofs.fixture.js';
import { takeInBatch } from './take-in-batch.js';

describe('a proof', () => {
  let proofs: Proofs;

  beforeAll(async () => {
    proofs = await Proofs.start();
  });
  afterAll(() => proofs.close());

  describe('threat:A20 is given back', () => {
    const split = (contactId: string | null, joinId: string) =>
      proofs.store.transaction((tx) => splitContact(tx, contactId ?? '', joinId, proofs.agent));
    const joinOf = async (contactId: string | null) => {
      const [row] = await proofs.store.query<{ id: string }>(
        `select id from contact_joins where into_contact = $1 and undone_at is null order by at desc limit 1`,
        [contactId],
      );
      return row?.id ?? randomUUID();
    };

    test('as it was, to the last byte', async () => {
      const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
      await proofs.writes(account, 'Earlier');
      const link = await proofs.aLink(contact);
      const before = await proofs.everything();
      await proofs.start(account, link);
      expect(await proofs.everything()).not.toEqual(before);
      await split(contact, await joinOf(contact));
      expect(await proofs.everything()).toEqual(before);
      await proofs.start(account, link);
      expect(await proofs.everything()).toEqual(before);
      expect(await proofs.isRecognised(account)).toBe(false);
    });

    test('with what was opened in its chats since', async () => {
      const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
      await proofs.writes(account, 'Earlier');
      const former = await proofs.contactOf('telegram', account);
      await proofs.start(account, await proofs.aLink(contact));
      await proofs.store.query(`update tickets set state = 'closed' where contact_id = $1`, [contact]);
      await proofs.writes(account, 'Since');
      await split(contact, await joinOf(contact));
      expect([await proofs.ticketsOf(former), await proofs.ticketsOf(contact)]).toEqual([['Earlier', 'Since'], ['Hello']]);
      await proofs.writes(account, 'After');
      expect(await proofs.ticketsOf(former)).toEqual(['Earlier', 'After']);
    });

    test('the identity of a site that it brought goes too', async () => {
      const [account, user] = [proofs.newAccount(), proofs.newUser()];
      await proofs.writes(account);
      const before = await proofs.everything();
      await proofs.start(account, signed(user));
      const contact = await proofs.contactOf('site', user);
      await split(contact, await joinOf(contact));
      expect(await proofs.everything()).toEqual(before);
    });

    test('who was made for the proof alone is nobody any more', async () => {
      const [account, first, second] = [proofs.newAccount(), proofs.newUser(), proofs.newUser()];
      await proofs.writes(account);
      await proofs.start(account, signed(first));
      await proofs.start(account, signed(second));
      const [former, made] = [await proofs.contactOf('site', first), await proofs.contactOf('site', second)];
      await split(made, await joinOf(made));
      expect([await proofs.contactOf('telegram', account), await proofs.contactOf('site', second)]).toEqual([former, null]);
      const [row] = await proofs.store.query(`select merged_into from contacts where id = $1`, [made]);
      expect(row).toEqual({ merged_into: former });
    });

    test('once; and the last first', async () => {
      const [account, first, second] = [proofs.newAccount(), proofs.newUser(), proofs.newUser()];
      await proofs.writes(account);
      await proofs.start(proofs.newAccount(), signed(first));
      await proofs.start(proofs.newAccount(), signed(second));
      await proofs.start(account, signed(first, { minutes: 20 }));
      await proofs.start(account, signed(second, { minutes: 20 }));
      const [ofFirst, ofSecond] = [await proofs.contactOf('site', first), await proofs.contactOf('site', second)];
      const [join, later] = [await joinOf(ofFirst), await joinOf(ofSecond)];
      await expect(split(ofFirst, join)).rejects.toMatchObject({ code: 'join-not-last' });
      await split(ofSecond, later);
      await split(ofFirst, join);
      await expect(split(ofFirst, join)).rejects.toMatchObject({ code: 'join-missing' });
    });

    test('what was cut off before its commit joins nobody, and joins once when it comes again', async () => {
      const [contact, account] = [await proofs.aMailer(), proofs.newAccount()];
      const command = proofs.aStart(account, await proofs.aLink(contact));
      await expect(
        proofs.store.transaction(async (tx) => {
          await takeIn(tx, [command], new Map(), proofs.options.siteKeys);
          throw new Error('killed');
        }),
      ).rejects.toThrow('killed');
      expect(await proofs.contactOf('telegram', account)).toBeNull();
      await takeInBatch(proofs.store, [command], proofs.options);
      await takeInBatch(proofs.store, [command], proofs.options);
      expect(await proofs.contactOf('telegram', account)).toBe(contact);
      expect(await proofs.store.query(`select from contact_joins where into_contact = $1`, [contact])).toHaveLength(1);
    });
  });

  test('links, signatures, messages and commands of the same people side by side: no lock is waited for in a circle', async () => {
    const [people, user] = [Array.from({ length: 4 }, proofs.newAccount), proofs.newUser()];
    const contacts = await Promise.all([proofs.aMailer(), proofs.aMailer()]);
    for (const account of people) await proofs.writes(account);
    const giveBack = async () => {
      const joins = await proofs.store.query<{ id: string; into: string }>(
        `select id, into_contact as into from contact_joins where undone_at is null order by random() limit 3`,
      );
      for (const { id, into } of joins)
        await proofs.store
          .transaction((tx) => splitContact(tx, into, id, proofs.agent))
          .catch((error: unknown) => {
            if (!(error instanceof DeskError && error.code.startsWith('join-'))) throw error;
          });
    };
    const setStates = async () => {
      const rows = await proofs.store.query<{ id: string }>(`select id from tickets where state <> 'closed' order by random() limit 10`);
      await proofs.store.transaction(async (tx) => {
        const locked = await lockTickets(
          tx,
          rows.map(({ id }) => id),
        );
        await changeStandings(
          tx,
          [...locked.values()].filter(({ state }) => state !== 'closed').map((ticket) => stateSet(ticket, 'pending', SYSTEM)),
        );
      });
    };
    for (let round = 0; round < 8; round += 1) {
      const links = await Promise.all(contacts.map((contact) => proofs.aLink(contact)));
      await Promise.all([
        ...links.map((link, n) => proofs.start(people[n] ?? '', link)),
        ...people.map((account, n) => proofs.start(account, signed(user, { minutes: 10 + round * 10 + n }))),
        ...people.map((account) => proofs.writes(account, `round ${round}`)),
        takeInBatch(
          proofs.store,
          people.map((account) => proofs.aStart(account, '')),
        ),
        takeInBatch(
          proofs.store,
          people.toReversed().map((account) => proofs.aStart(account, '', { command: round % 2 === 0 ? 'close' : 'new' })),
        ),
        giveBack(),
        setStates(),
      ]);
    }
    const owners = new Set(await Promise.all(people.map((account) => proofs.contactOf('telegram', account))));
    expect([...owners].every((id) => id !== null)).toBe(true);
    const astray = await proofs.store.query(
      `select from conversations c join inboxes i on i.id = c.inbox_id join identities d on d.channel = 'telegram' and d.address = split_part(c.external_key, ':', 2)
       where i.id = $1 and d.contact_id <> c.contact_id`,
      [proofs.bot],
    );
    expect(astray).toEqual([]);
  });
});
