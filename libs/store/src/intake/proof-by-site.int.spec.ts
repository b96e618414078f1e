import { randomUUID } from 'node:crypto';
import { aChatMessage } from '@app/testing';
import { expiresIn, KEY, keyOf, PRIVATE, Proofs, signed } from './proofs.fixture.js';
import { takeInBatch } from './take-in-batch.js';

describe('who a customer proves to be', () => {
  let proofs: Proofs;

  beforeAll(async () => {
    proofs = await Proofs.start();
  });
  afterAll(() => proofs.close());

  describe('by what the organisation’s own site signed', () => {
    test('a user whom nobody knows becomes known: the contact has the site’s identity too', async () => {
      const [account, user] = [proofs.newAccount(), proofs.newUser()];
      await proofs.writes(account);
      const contact = await proofs.contactOf('telegram', account);
      await proofs.start(account, signed(user));
      expect(await proofs.contactOf('site', user)).toBe(contact);
      expect(await proofs.isRecognised(account)).toBe(true);
      const [entry] = await proofs.store.query(`select after from audit where action = 'contact.join' and subject = $1`, [contact]);
      expect(entry).toMatchObject({ after: { how: 'site-identity' } });
    });

    test('another account of the same user comes to the same contact, with its chat and tickets', async () => {
      const [phone, tablet, user] = [proofs.newAccount(), proofs.newAccount(), proofs.newUser()];
      await proofs.writes(phone, 'By phone');
      await proofs.writes(tablet, 'By tablet');
      await proofs.start(phone, signed(user));
      await proofs.start(tablet, signed(user, { minutes: 20 }));
      const contact = await proofs.contactOf('site', user);
      expect([await proofs.contactOf('telegram', phone), await proofs.contactOf('telegram', tablet)]).toEqual([contact, contact]);
      expect(await proofs.ticketsOf(contact)).toEqual(['By phone', 'By tablet']);
    });

    test('the latest proof holds: the account goes to the other user with its own chats alone', async () => {
      const [phone, tablet, first, second] = [proofs.newAccount(), proofs.newAccount(), proofs.newUser(), proofs.newUser()];
      await proofs.writes(phone, 'By phone');
      await proofs.writes(tablet, 'By tablet');
      await proofs.start(phone, signed(first));
      await proofs.start(tablet, signed(first, { minutes: 20 }));
      await proofs.start(tablet, signed(second));
      const [ofFirst, ofSecond] = [await proofs.contactOf('site', first), await proofs.contactOf('site', second)];
      expect(ofSecond).not.toBe(ofFirst);
      expect([await proofs.contactOf('telegram', phone), await proofs.contactOf('telegram', tablet)]).toEqual([ofFirst, ofSecond]);
      expect([await proofs.ticketsOf(ofFirst), await proofs.ticketsOf(ofSecond)]).toEqual([['By phone'], ['By tablet']]);
    });

    test('two accounts that prove to be one new user at once come to one contact', async () => {
      const [accountsOfRace, user] = [Array.from({ length: 4 }, proofs.newAccount), proofs.newUser()];
      for (const account of accountsOfRace) await proofs.writes(account);
      await Promise.all(accountsOfRace.map((account, n) => proofs.start(account, signed(user, { minutes: 10 + n }))));
      const contacts = new Set(await Promise.all(accountsOfRace.map((account) => proofs.contactOf('telegram', account))));
      expect([...contacts]).toEqual([await proofs.contactOf('site', user)]);
      expect(await proofs.ticketsOf([...contacts][0] ?? null)).toHaveLength(4);
    });

    test('threat:A19 a signature is good for one account, and for that as often as it likes', async () => {
      const [first, second, user] = [proofs.newAccount(), proofs.newAccount(), proofs.newUser()];
      const payload = signed(user);
      await Promise.all([proofs.start(first, payload), proofs.start(first, payload)]);
      await proofs.start(second, payload);
      expect([await proofs.isRecognised(first), await proofs.refusals(first)]).toEqual([true, []]);
      expect([await proofs.isRecognised(second), await proofs.refusals(second)]).toEqual([false, ['signature-used']]);
      expect(await proofs.contactOf('telegram', second)).not.toBe(await proofs.contactOf('site', user));
    });

    test('threat:A19 of two accounts that race with one signature one wins', async () => {
      const [accountsOfRace, user] = [Array.from({ length: 6 }, proofs.newAccount), proofs.newUser()];
      const payload = signed(user);
      await Promise.all(accountsOfRace.map((account) => proofs.start(account, payload)));
      const contact = await proofs.contactOf('site', user);
      const won = await Promise.all(accountsOfRace.map((account) => proofs.contactOf('telegram', account)));
      expect(won.filter((id) => id === contact)).toHaveLength(1);
    });

    const last = (payload: string) => payload.charAt(23);
    test.each<[string, (user: string) => string, string]>([
      ['for another user', (user) => `${signed(user)}x`, 'signature-wrong'],
      ['for a later time', (user) => `${signed(user).slice(0, 25)}${expiresIn(20)}-${user}`, 'signature-wrong'],
      ['of another bot', (user) => signed(user, { key: { ...KEY, botId: '7002' } }), 'signature-wrong'],
      ['by another key', (user) => signed(user, { key: { ...KEY, identityKey: 'x'.repeat(43) } }), 'signature-wrong'],
      ['not at all', (user) => `i-${'A'.repeat(22)}-${expiresIn(10)}-${user}`, 'signature-wrong'],
      ['until now', (user) => signed(user, { minutes: 0 }), 'signature-expired'],
      ['until yesterday', (user) => signed(user, { minutes: -24 * 60 }), 'signature-expired'],
      ['until the day after tomorrow', (user) => signed(user, { minutes: 48 * 60 }), 'signature-too-long-lived'],
      ['in another way', (user) => `i-${user}`, 'payload-malformed'],
      // Its last letter holds four bits that mean nothing: decoded it would be the same signature, and good for another account.
      ['in other letters', (user) => withLetter(signed(user), 23, nextLetter(last(signed(user)))), 'signature-wrong'],
    ])('threat:A19 signed %s: a greeting, a line in the audit, and nothing else', async (_, payloadOf, reason) => {
      const [account, user] = [proofs.newAccount(), proofs.newUser()];
      await proofs.start(account, payloadOf(user));
      expect(await proofs.lastAnswer(account)).toMatch(/^Hello!/);
      expect([await proofs.isRecognised(account), await proofs.refusals(account)]).toEqual([false, [reason]]);
      expect(await proofs.contactOf('site', user)).toBeNull();
    });

    test('threat:A19 an old key proves nothing any more', async () => {
      const account = proofs.newAccount();
      const own = await proofs.aBot('7003:x', 'a'.repeat(43));
      await proofs.store.transaction((tx) => proofs.inboxes.change(tx, own, { secrets: { identityKey: 'b'.repeat(43) } }));
      await proofs.start(account, signed(proofs.newUser(), { key: { botId: '7003', identityKey: 'a'.repeat(43) } }), { inboxId: own });
      expect(await proofs.refusals(account)).toEqual(['signature-wrong']);
    });

    test('a bot has a key from the first, though nobody gave it one', async () => {
      const id = await proofs.store.transaction((tx) =>
        proofs.inboxes.create(tx, {
          channel: 'telegram',
          name: 'keyless',
          teamId: proofs.team,
          settings: {},
          secrets: { token: '7004:x' },
        }),
      );
      expect(await proofs.inboxes.siteKey(proofs.store, id)).toEqual({ botId: '7004', identityKey: expect.stringMatching(/^[\w-]{43}$/) });
    });
  });

  describe('threat:A20 by nothing else', () => {
    test('neither a name, nor a phone, nor an unsigned id brings contacts together', async () => {
      const [one, other, user] = [proofs.newAccount(), proofs.newAccount(), proofs.newUser()];
      await proofs.start(one, signed(user));
      const sender = { address: other, name: `Telegram ${one}`, language: 'en', proved: 'telegram' } as const;
      const content = { kind: 'contact', phone: '+79991234567', name: `Telegram ${one}` } as const;
      for (const account of [one, other]) {
        const chat = {
          about: PRIVATE,
          content,
          answers: null,
          forwarded: null,
          album: null,
          editedAt: null,
          isOwn: false,
          isAddressed: true,
        };
        await takeInBatch(proofs.store, [
          aChatMessage(proofs.bot, account, {
            sender: { ...sender, address: account },
            place: { kind: 'chat', externalKey: keyOf(account) },
            chat,
          }),
        ]);
      }
      await proofs.start(other, user);
      await proofs.start(other, `user=${user}`);
      expect(await proofs.contactOf('telegram', other)).not.toBe(await proofs.contactOf('telegram', one));
      expect(
        await proofs.store.query(`select from contact_joins where into_contact = $1 or from_contact = $1`, [
          await proofs.contactOf('telegram', other),
        ]),
      ).toEqual([]);
    });

    test('a flood of forged links is looked at some of the time', async () => {
      const account = proofs.newAccount();
      const forged = Array.from({ length: 200 }, () => proofs.aStart(account, `c-${randomUUID()}`));
      await takeInBatch(proofs.store, forged, proofs.options);
      expect(await proofs.refusals(account)).toHaveLength(10);
    });
  });
});

function withLetter(text: string, at: number, letter: string): string {
  return `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
}

/** The one after it in base64url: their first two bits are the same, since the last of 22 letters is one of A, Q, g and w. */
function nextLetter(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) + 1);
}
