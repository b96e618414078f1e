import { randomUUID } from 'node:crypto';
import { aBlob, aChatMessage, anAgent, anInbox, aTeam, openProductDatabase, type ProductDatabase, until } from '@app/testing';
import { fc } from '@app/fuzz';
import {
  addUpload,
  beginVisitor,
  checkVisitorUploads,
  forgetToken,
  identifyVisitor,
  mayVisitorSeeFile,
  readHistories,
  readNamed,
  splitContact,
  visitorByToken,
} from '../index.js';
import { NOT_SNIFFED } from '../files/sniff.js';
import { takeInBatch } from '../intake/take-in-batch.js';

type Browser = { readonly visitorId: string; readonly token: string };

describe('whom a site names', () => {
  let product: ProductDatabase;
  let inboxId: string;
  let otherInbox: string;
  let bot: string;
  let agent: string;
  let users = 0;

  beforeAll(async () => {
    product = await openProductDatabase();
    const team = await aTeam(product.store);
    agent = await anAgent(product.store, { teams: [team] });
    inboxId = await anInbox(product.store, 'webchat', team);
    otherInbox = await anInbox(product.store, 'webchat', team);
    bot = await anInbox(product.store, 'telegram', team);
  });
  afterAll(() => product.close());

  const newUser = () => `user-${(users += 1)}`;
  const namesOf = (id: string): [string, ...string[]] => [
    `Visitor ${id.slice(-4).toUpperCase()}`,
    `Посетитель ${id.slice(-4).toUpperCase()}`,
  ];

  async function aBrowser(inbox = inboxId): Promise<Browser> {
    const { visitor, token } = await beginVisitor(product.store, inbox, 'en');
    return { visitorId: visitor.id, token };
  }
  async function identify(
    browser: Browser | null,
    subject: string,
    { name = null, email = null, inbox = inboxId }: { name?: string | null; email?: string | null; inbox?: string } = {},
  ): Promise<Browser> {
    const named = { subject, name, email };
    const { visitor, token } = await identifyVisitor(product.store, { inboxId: inbox, browser, named, locale: 'en', namesOf });
    return { visitorId: visitor.id, token };
  }
  const aMessage = (visitorId: string, text: string, clientId: string = randomUUID(), changes: object = {}) =>
    aChatMessage(inboxId, visitorId, {
      channel: 'webchat',
      way: 'widget',
      externalId: `${visitorId}:${clientId}`,
      sender: { address: visitorId, name: namesOf(visitorId)[0], language: null, proved: 'visitor-token' },
      text,
      clientId,
      ...changes,
    });
  const writes = (visitorId: string, text: string, clientId?: string, changes: object = {}) =>
    takeInBatch(product.store, [aMessage(visitorId, text, clientId, changes)]);
  const textsOf = async (visitorId: string, after: bigint | null = null) =>
    ((await readHistories(product.store, [{ inboxId, visitorId, after }], 100))[0]?.messages ?? []).map((one) => one.text);
  const isKnown = (token: string) =>
    visitorByToken(product.store, token).then(
      (visitor) => visitor.id,
      () => null,
    );
  const contactOf = async (channel: string, address: string) =>
    (
      await product.store.query<{ id: string; name: string }>(
        `select c.id, c.name from identities i join contacts c on c.id = i.contact_id where i.channel = $1 and i.address = $2`,
        [channel, address],
      )
    )[0] ?? null;
  const ticketIn = async (visitorId: string) =>
    (
      await product.store.query<{ id: string | null }>(`select current_ticket_id as id from conversations where external_key = $1`, [
        visitorId,
      ])
    )[0]?.id ?? null;
  const settle = (ticketId: string, state: 'solved' | 'closed') =>
    product.store.query(`update tickets set state = $2 where id = $1`, [ticketId, state]);

  describe('the first time', () => {
    test('who was anonymous is that user, with all that they said; their contact gets the name that the site gives', async () => {
      const before = await aBrowser();
      await writes(before.visitorId, 'hello');
      const user = newUser();
      const after = await identify(before, user, { name: 'Anna', email: 'anna@customer.test' });
      expect(after.visitorId).toBe(before.visitorId);
      expect(await textsOf(after.visitorId)).toEqual(['hello']);
      expect(await readNamed(product.store, after.visitorId)).toEqual({ name: 'Anna', email: 'anna@customer.test' });
      expect(await contactOf('webchat', after.visitorId)).toMatchObject({ name: 'Anna' });
      expect(await contactOf('site', user)).toEqual(await contactOf('webchat', after.visitorId));
      expect(await contactOf('email', 'anna@customer.test')).toBeNull();
    });

    test('a name that an agent gave stays', async () => {
      const before = await aBrowser();
      await writes(before.visitorId, 'hello');
      await product.store.query(`update contacts set name = 'Anna of the bakery' where id = $1`, [
        (await contactOf('webchat', before.visitorId))?.id,
      ]);
      await identify(before, newUser(), { name: 'Anna' });
      expect(await contactOf('webchat', before.visitorId)).toMatchObject({ name: 'Anna of the bakery' });
    });

    test('the token from before the proof is good for nothing after it; the same identity again changes nothing', async () => {
      const before = await aBrowser();
      const user = newUser();
      const after = await identify(before, user);
      expect(after.token).not.toBe(before.token);
      expect([await isKnown(before.token), await isKnown(after.token)]).toEqual([null, before.visitorId]);
      expect(await identify(after, user)).toEqual(after);
      expect(await audited(after.visitorId)).toEqual(['claim']);
    });

    test('a browser that knows nobody begins as that user', async () => {
      const user = newUser();
      const [first, second] = [await identify(null, user), await identify(null, user)];
      expect(second.visitorId).toBe(first.visitorId);
      expect(second.token).not.toBe(first.token);
      expect([await isKnown(first.token), await isKnown(second.token)]).toEqual([first.visitorId, first.visitorId]);
      expect(await audited(first.visitorId)).toEqual(['begin', 'enter']);
    });

    test('the same user of another inbox is another visitor, and the same contact', async () => {
      const user = newUser();
      const here = await identify(await aBrowser(), user);
      const there = await identify(await aBrowser(otherInbox), user, { inbox: otherInbox });
      expect(there.visitorId).not.toBe(here.visitorId);
      expect((await contactOf('webchat', there.visitorId))?.id).toBe((await contactOf('webchat', here.visitorId))?.id);
    });
  });

  const audited = async (visitorId: string) =>
    (
      await product.store.query<{ how: string }>(
        `select after ->> 'how' as how from audit where action = 'visitor.identify' and subject = $1 order by id`,
        [visitorId],
      )
    ).map((row) => row.how);

  describe('who was named before', () => {
    test('fail:W17 what was said on the second browser is part of the one history, and every browser of the user sees it', async () => {
      const user = newUser();
      const first = await identify(await aBrowser(), user);
      await writes(first.visitorId, 'k1');
      const before = await aBrowser();
      await writes(before.visitorId, 'b1');
      const cursor = (await readHistories(product.store, [{ inboxId, visitorId: first.visitorId, after: null }], 100))[0]?.cursor ?? null;
      const second = await identify(before, user);
      expect(second.visitorId).toBe(first.visitorId);
      expect(await textsOf(first.visitorId)).toEqual(['k1', 'b1']);
      expect(await textsOf(first.visitorId, cursor)).toEqual(['b1']);
      expect((await contactOf('webchat', before.visitorId))?.id).toBe((await contactOf('webchat', first.visitorId))?.id);
      expect(await isKnown(before.token)).toBeNull();
    });

    test('a chat without a live ticket goes on with the ticket of the other; else both stay', async () => {
      for (const kind of ['none', 'solved', 'closed', 'live'] as const) {
        const user = newUser();
        const first = await identify(await aBrowser(), user);
        if (kind !== 'none') await writes(first.visitorId, 'before');
        const own = await ticketIn(first.visitorId);
        if (own !== null && (kind === 'solved' || kind === 'closed')) await settle(own, kind);
        const before = await aBrowser();
        await writes(before.visitorId, 'now');
        const other = await ticketIn(before.visitorId);
        await identify(before, user);
        expect([kind, await ticketIn(first.visitorId)]).toEqual([kind, kind === 'live' ? own : other]);
        expect(await ticketIn(before.visitorId)).toBe(other);
      }
    });

    test('what was sent before, and is sent again after, is one message of the one history', async () => {
      const user = newUser();
      const first = await identify(await aBrowser(), user);
      for (const arrives of ['before', 'after'] as const) {
        const before = await aBrowser();
        const clientId = randomUUID();
        if (arrives === 'before') await writes(before.visitorId, arrives, clientId);
        await identify(before, user);
        await writes(before.visitorId, arrives, clientId);
        await writes(before.visitorId, arrives, clientId);
        expect((await textsOf(first.visitorId)).filter((text) => text === arrives)).toEqual([arrives]);
      }
    });

    test('a file that was uploaded before goes with a message that is sent after', async () => {
      const user = newUser();
      const first = await identify(await aBrowser(), user);
      const before = await aBrowser();
      const upload = {
        filename: 'a.png',
        contentType: 'image/png',
        blob: { ...aBlob(), sniffed: NOT_SNIFFED },
        uploadedBy: before.visitorId,
      };
      const file = await product.store.transaction((tx) => addUpload(tx, upload));
      await identify(before, user);
      await checkVisitorUploads(product.store, first.visitorId, [file]);
      expect(await mayVisitorSeeFile(product.store, { id: first.visitorId, inboxId }, file)).toBe(true);
      await writes(first.visitorId, 'with a file', undefined, { files: [{ kind: 'uploaded', attachmentId: file }] });
      const [history] = await readHistories(product.store, [{ inboxId, visitorId: first.visitorId, after: null }], 100);
      expect(history?.messages.at(-1)?.files).toMatchObject([{ id: file }]);
    });
  });

  describe('another user of the same browser', () => {
    test('is never made one with the one before', async () => {
      const [anna, boris] = [newUser(), newUser()];
      const asAnna = await identify(await aBrowser(), anna);
      await writes(asAnna.visitorId, "Anna's");
      const asBoris = await identify(asAnna, boris);
      expect(asBoris.visitorId).not.toBe(asAnna.visitorId);
      expect(await textsOf(asBoris.visitorId)).toEqual([]);
      expect(await isKnown(asAnna.token)).toBeNull();
      expect((await contactOf('site', anna))?.id).not.toBe((await contactOf('site', boris))?.id);
      await writes(asBoris.visitorId, "Boris'");
      const again = await identify(asBoris, anna);
      expect(again.visitorId).toBe(asAnna.visitorId);
      expect(await textsOf(again.visitorId)).toEqual(["Anna's"]);
    });

    test('who went out keeps nothing here, and the user’s other browsers keep theirs', async () => {
      const user = newUser();
      const [here, there] = [await identify(null, user), await identify(null, user)];
      await forgetToken(product.store, { id: here.visitorId, inboxId, locale: null }, here.token);
      expect([await isKnown(here.token), await isKnown(there.token)]).toEqual([null, there.visitorId]);
    });

    test('threat:A20 the same address, unproved or proved, makes nobody one', async () => {
      const [one, two] = [await aBrowser(), await aBrowser()];
      await Promise.all([writes(one.visitorId, '1'), writes(two.visitorId, '2')]);
      await identify(one, newUser(), { email: 'same@customer.test' });
      await identify(two, newUser(), { email: 'same@customer.test' });
      expect(await textsOf(one.visitorId)).toEqual(['1']);
      expect((await contactOf('webchat', one.visitorId))?.id).not.toBe((await contactOf('webchat', two.visitorId))?.id);
    });
  });

  describe('the contact', () => {
    test('is the one that the site’s user is in Telegram; an agent may give it back, and it does not come again', async () => {
      const user = newUser();
      const account = '91001';
      await takeInBatch(product.store, [
        aChatMessage(bot, account, {
          sender: { address: account, name: 'Anna in Telegram', language: 'en', proved: 'telegram' },
          place: { kind: 'chat', externalKey: `0:${account}:0` },
        }),
      ]);
      const telegram = await contactOf('telegram', account);
      await product.store.query(
        `insert into identities (id, contact_id, channel, address, proved_at, how) values ($1, $2, 'site', $3, now(), 'site-identity')`,
        [randomUUID(), telegram?.id, user],
      );
      const before = await aBrowser();
      await writes(before.visitorId, 'hello');
      const was = await contactOf('webchat', before.visitorId);
      const ticket = await ticketIn(before.visitorId);
      const after = await identify(before, user, { name: 'Anna' });
      expect(await contactOf('webchat', before.visitorId)).toEqual(telegram);
      const ticketsOf = async (id: string | undefined) =>
        (await product.store.query<{ id: string }>(`select id from tickets where contact_id = $1`, [id])).map((row) => row.id);
      expect(await ticketsOf(telegram?.id)).toContain(ticket);

      const [join] = await product.store.query<{ id: string }>(`select id from contact_joins where from_contact = $1`, [was?.id]);
      await product.store.transaction((tx) => splitContact(tx, telegram?.id ?? '', join?.id ?? '', agent));
      expect((await contactOf('webchat', before.visitorId))?.id).toBe(was?.id);
      expect(await ticketsOf(was?.id)).toEqual([ticket]);
      await identify(after, user);
      await identify(null, user);
      expect((await contactOf('webchat', before.visitorId))?.id).toBe(was?.id);
    });
  });

  describe('at once', () => {
    test('two browsers with the same new user make one visitor and one contact', async () => {
      for (let n = 0; n < 5; n += 1) {
        const user = newUser();
        const browsers = await Promise.all(Array.from({ length: 4 }, () => aBrowser()));
        await Promise.all(browsers.map(({ visitorId }, index) => writes(visitorId, `of ${index}`)));
        const known = await Promise.all(browsers.map((browser) => identify(browser, user)));
        const [visitorId = '', ...others] = new Set(known.map((one) => one.visitorId));
        expect(others).toEqual([]);
        expect((await textsOf(visitorId)).sort()).toEqual(['of 0', 'of 1', 'of 2', 'of 3']);
        const contacts = await Promise.all(browsers.map((browser) => contactOf('webchat', browser.visitorId)));
        expect(new Set(contacts.map((one) => one?.id)).size).toBe(1);
      }
    });

    test('messages that are taken in meanwhile are all there, once, and nobody waits for good', async () => {
      for (let n = 0; n < 5; n += 1) {
        const user = newUser();
        const first = await identify(await aBrowser(), user);
        const browsers = await Promise.all(Array.from({ length: 3 }, () => aBrowser()));
        const said = browsers.flatMap(({ visitorId }, index) => [0, 1, 2].map((m) => aMessage(visitorId, `${index}.${m}`)));
        const mine = [0, 1, 2].map((m) => aMessage(first.visitorId, `own.${m}`));
        await Promise.all([
          redone(() => takeInBatch(product.store, [...said, ...mine])),
          redone(() => takeInBatch(product.store, [...mine.toReversed(), ...said.toReversed()])),
          ...browsers.map((browser) => redone(() => identify(browser, user))),
        ]);
        expect((await textsOf(first.visitorId)).sort()).toEqual([...said, ...mine].map((one) => one.text).sort());
      }
    });

    test('one browser that is named as two users at once is one of them, and the other sees nothing of it', async () => {
      const [anna, boris] = [newUser(), newUser()];
      const before = await aBrowser();
      await writes(before.visitorId, 'mine');
      const both = await Promise.all([identify(before, anna), identify(before, boris)]);
      const texts = await Promise.all(both.map(({ visitorId }) => textsOf(visitorId)));
      expect(texts.toSorted((a, b) => a.length - b.length)).toEqual([[], ['mine']]);
    });

    test('killed in the middle nothing has happened, and it is done the next time', async () => {
      const user = newUser();
      const first = await identify(await aBrowser(), user);
      await writes(first.visitorId, 'k1');
      const before = await aBrowser();
      await writes(before.visitorId, 'b1');
      const ticket = await ticketIn(before.visitorId);
      await product.store.transaction(async (tx) => {
        await tx.query(`select from tickets where id = $1 for update`, [ticket]);
        const killed = identify(before, user).then(
          () => 'done',
          () => 'killed',
        );
        await until('it waits for the ticket', async () => {
          const ended = await product.store.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and query like '%from tickets%'`,
          );
          return ended.length > 0;
        });
        expect(await killed).toBe('killed');
      });
      expect(await isKnown(before.token)).toBe(before.visitorId);
      expect(await textsOf(first.visitorId)).toEqual(['k1']);
      await identify(before, user);
      expect(await textsOf(first.visitorId)).toEqual(['k1', 'b1']);
    });
  });

  /** As consumers and browsers do. */
  async function redone<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if ((error as { fault?: string }).fault !== 'unavailable') throw error;
      deadlocks += 1;
      return redone(work);
    }
  }
  let deadlocks = 0;
  afterAll(() => expect(deadlocks).toBe(0));

  test('fail:W16 whatever two browsers do, nobody sees another’s words, and none is lost or there twice', async () => {
    const step = fc.record({
      browser: fc.constantFrom(0, 1),
      act: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('say', 'say again') },
        { weight: 2, arbitrary: fc.constantFrom('as anna', 'as boris') },
        { weight: 1, arbitrary: fc.constant('go') },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const run = new Run();
        for (const { browser, act } of steps) await run.take(browser, act);
        await run.check();
      }),
      { numRuns: 25 },
    );
  });

  /** What should be, without a database: whose words are whose. */
  class Run {
    private readonly users = { anna: newUser(), boris: newUser() };
    private readonly browsers: (Browser | null)[] = [null, null];
    /** Of each visitor: the words, and who they turned out to be. */
    private readonly said = new Map<string, string[]>();
    private readonly becameOf = new Map<string, string>();
    private readonly namedAs = new Map<string, string>();
    private last: { visitorId: string; text: string; clientId: string }[] = [];

    async take(at: number, act: string): Promise<void> {
      if (act === 'go') {
        const browser = this.browsers[at];
        if (browser) await forgetToken(product.store, { id: browser.visitorId, inboxId, locale: null }, browser.token);
        this.browsers[at] = null;
      } else if (act === 'say') await this.say(at);
      // What was not acknowledged comes again, as whoever it was sent as, whatever became of them.
      else if (act === 'say again') for (const one of this.last) await writes(one.visitorId, one.text, one.clientId);
      else await this.name(at, act === 'as anna' ? this.users.anna : this.users.boris);
    }

    private async say(at: number): Promise<void> {
      const browser = (this.browsers[at] ??= await aBrowser());
      const one = { visitorId: browser.visitorId, text: randomUUID(), clientId: randomUUID() };
      this.said.set(browser.visitorId, [...(this.said.get(browser.visitorId) ?? []), one.text]);
      this.last = [...this.last.slice(-2), one];
      await writes(one.visitorId, one.text, one.clientId);
    }

    private async name(at: number, user: string): Promise<void> {
      const before = this.browsers[at] ?? null;
      const after = await identify(before, user);
      if (before && before.visitorId !== after.visitorId && !this.namedAs.has(before.visitorId))
        this.becameOf.set(before.visitorId, after.visitorId);
      this.namedAs.set(after.visitorId, user);
      this.browsers[at] = after;
    }

    async check(): Promise<void> {
      const users = [...this.namedAs.values()];
      expect(new Set(users).size).toBe(users.length);
      const visitors = new Set([...this.said.keys(), ...this.namedAs.keys()]);
      for (const visitorId of visitors) {
        if (this.becameOf.has(visitorId)) continue;
        const all = [...this.said].flatMap(([from, texts]) => ((this.becameOf.get(from) ?? from) === visitorId ? texts : []));
        expect((await textsOf(visitorId)).sort()).toEqual(all.sort());
      }
      for (const browser of this.browsers) if (browser) expect(await isKnown(browser.token)).toBe(browser.visitorId);
    }
  }
});
