import { randomUUID } from 'node:crypto';
import type { Contact, IdentityKey, TelegramLink } from '@app/contracts';
import { Inboxes } from '@app/store';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';
import { World } from './world.js';

describe('who a customer proves to be in Telegram, as agents see it', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;
  let admin: ApiClient;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    admin = await desk.signedIn({ role: 'admin' });
  });
  afterAll(() => desk.close());

  const contact = async (id: string) => (await agent.call('GET', `/contacts/${id}`)).body as Contact;

  test('a link leads to the bot, carries a secret that is stored hashed, and is good for a day', async () => {
    const [{ contactId }, inbox] = [await world.ticket(), await world.namedBot()];
    const { status, body } = await agent.call('POST', `/contacts/${contactId}/telegram-link`, { inbox });
    const { url, expiresAt } = body as TelegramLink;
    expect(status).toBe(201);
    const [, token = ''] = /^https:\/\/t\.me\/shop_\d+_bot\?start=c-([\w-]{43})$/.exec(url) ?? [];
    expect(token).not.toBe('');
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const dump = JSON.stringify([
      await desk.store.query(`select * from telegram_links`),
      await desk.store.query(`select * from audit where action = 'contact.telegram-link'`),
    ]);
    expect(dump).toContain(contactId);
    expect(dump).not.toContain(token);
  });

  test.each([
    ['an inbox that is not there', () => randomUUID(), 404, 'inbox-missing'],
    ['a mailbox', () => world.mailbox, 409, 'inbox-of-other-channel'],
    ['a bot that was never reached', async () => (await world.chat()).bot, 409, 'telegram-bot-unknown'],
  ])('none is made for %s, and it is said why', async (_, inboxOf, status, code) => {
    const [{ contactId }, inbox] = [await world.ticket(), await inboxOf()];
    expect(await agent.call('POST', `/contacts/${contactId}/telegram-link`, { inbox })).toMatchObject({ status, body: { code } });
  });

  test('what came to a contact is told, and can be given back once', async () => {
    const { contactId, join, account } = await world.joined();
    const before = await contact(contactId);
    expect(before.identities).toContainEqual(expect.objectContaining({ channel: 'telegram', address: account }));
    expect(before.joins).toEqual([{ id: join, from: 'Maria', how: 'telegram-link', at: expect.any(String) }]);
    expect((await agent.call('POST', `/contacts/${contactId}/split`, { join })).status).toBe(204);
    expect(await contact(contactId)).toMatchObject({ joins: [], identities: [{ channel: 'email' }] });
    expect(await agent.call('POST', `/contacts/${contactId}/split`, { join })).toMatchObject({
      status: 404,
      body: { code: 'join-missing' },
    });
  });

  test('a contact that came to another is read as that one, and stands in no list by itself', async () => {
    const { contactId } = await world.joined();
    const [row] = await desk.store.query<{ former: string }>(`select from_contact as former from contact_joins where into_contact = $1`, [
      contactId,
    ]);
    expect((await contact(row?.former ?? '')).id).toBe(contactId);
    const { body } = await admin.call('GET', '/contacts?limit=100');
    const ids = (body as { data: Contact[] }).data.map((one) => one.id);
    expect(ids).toContain(contactId);
    expect(ids).not.toContain(row?.former);
  });

  test('a new key is told once, and in no other answer', async () => {
    const inbox = await world.namedBot();
    const [first, second] = [
      await admin.call('POST', `/inboxes/${inbox}/identity-key`),
      await admin.call('POST', `/inboxes/${inbox}/identity-key`),
    ];
    const keys = [first, second].map(({ body }) => (body as IdentityKey).key);
    expect(keys).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)]);
    expect(keys[0]).not.toBe(keys[1]);
    const shown = JSON.stringify([
      (await admin.call('GET', `/inboxes/${inbox}`)).body,
      await desk.store.query(`select * from audit where subject = $1`, [inbox]),
      await desk.store.query(`select settings from inboxes where id = $1`, [inbox]),
    ]);
    for (const key of keys) expect(shown).not.toContain(key);
    expect(await admin.call('POST', `/inboxes/${world.mailbox}/identity-key`)).toMatchObject({ status: 409 });
  });

  test('a web chat has a key from the first, gets another one, and believes the one before for a day', async () => {
    const settings = { channel: 'webchat', name: 'site', team: world.team, settings: {} };
    const made = await admin.call('POST', '/inboxes', settings);
    const { id } = made.body as { id: string };
    const inboxes = desk.provided.providers.find((one) => one.provide === Inboxes)?.useValue as Inboxes;
    const keysOf = async () => (await inboxes.openOne('webchat', id)).secrets;
    const first = (await keysOf()).identityKey;
    expect(first).toMatch(/^[\w-]{43}$/);
    const { body } = await admin.call('POST', `/inboxes/${id}/identity-key`);
    const { key, botId } = body as IdentityKey;
    expect([key === first, botId]).toEqual([false, null]);
    const { identityKey, previousIdentityKey } = await keysOf();
    expect([identityKey, previousIdentityKey?.key]).toEqual([key, first]);
    const lasts = Date.parse(previousIdentityKey?.until ?? '') - Date.now();
    expect([lasts > 23.9 * 3_600_000, lasts <= 24 * 3_600_000]).toEqual([true, true]);
    const shown = JSON.stringify([
      (await admin.call('GET', `/inboxes/${id}`)).body,
      await desk.store.query(`select * from audit where subject = $1`, [id]),
    ]);
    for (const secret of [key, first ?? '']) expect(shown).not.toContain(secret);
  });
});
