import { generateKeyPairSync } from 'node:crypto';
import type { Inbox, SeenHosts } from '@app/contracts';
import { noteSeenHost } from '@app/store';
import { anInbox, aTeam } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

type Refusal = { readonly errors: readonly { readonly field: string; readonly message: string }[] };

/** A web chat's settings over the API: what a schema alone cannot see. */
describe('the settings of a web chat', () => {
  let desk: DeskUnderTest;
  let admin: ApiClient;
  let team: string;
  let chat: string;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    admin = await desk.signedIn({ role: 'admin' });
    team = await aTeam(desk.store);
    chat = await anInbox(desk.store, 'webchat', team, {});
  });
  afterAll(() => desk.close());

  const change = (settings: object) => admin.patch<Inbox & Refusal>(`/inboxes/${chat}`, { settings });
  const refusal = async (settings: object) => {
    const { status, body } = await change(settings);
    return { status, errors: body.errors.map(({ field, message }) => `${field}: ${message}`) };
  };
  const form = (teamId: string | null) => ({ id: 'order', topic: { ru: 'Заказ', en: 'Order' }, teamId, fields: [] });

  test('sites are kept as browsers write them, each once', async () => {
    const { status, body } = await change({ origins: ['HTTPS://Shop.Example/', 'https://shop.example:443', 'https://пример.рф'] });
    expect(status).toBe(200);
    expect(body.settings).toMatchObject({ origins: ['https://shop.example', 'https://xn--e1afmkfd.xn--p1ai'] });
    const made = await admin.post<Inbox>('/inboxes', {
      channel: 'webchat',
      name: 'made',
      team,
      settings: { origins: ['https://A.test/'] },
    });
    expect(made.body.settings).toMatchObject({ origins: ['https://a.test'] });
  });

  test.each([
    'https://shop.example/path',
    'https://shop.example/?q',
    'https://user@shop.example',
    'https://*.shop.example',
    'https://a.test;sandbox',
  ])('%s is no site: it is refused at its place', async (origin) => {
    const { status, errors } = await refusal({ origins: ['https://fine.test', origin] });
    expect([status, errors]).toEqual([400, [expect.stringMatching(/^settings\.origins\.1: must be/)]]);
  });

  test('a form goes to a team that there is', async () => {
    expect((await change({ forms: [form(team), { ...form(null), id: 'other' }] })).status).toBe(200);
    const foreign = { ...form('00000000-0000-4000-8000-000000000000'), id: 'other' };
    expect(await refusal({ forms: [form(team), foreign] })).toEqual({
      status: 400,
      errors: [expect.stringMatching(/^settings\.forms\.1\.teamId: there is no such team/)],
    });
  });

  test('forms whose page would be too heavy are refused, and so are two of one id', async () => {
    const options = Array.from({ length: 50 }, () => ({ ru: 'ж'.repeat(100), en: 'x'.repeat(100) }));
    const fields = Array.from({ length: 8 }, (_, at) => ({ kind: 'choice', id: `f${at}`, label: { ru: 'Что', en: 'What' }, options }));
    expect(await refusal({ forms: [{ ...form(null), fields }] })).toEqual({
      status: 400,
      errors: [expect.stringMatching(/^settings\.forms: are too large together/)],
    });
    expect((await refusal({ forms: [form(null), form(null)] })).errors).toEqual(['settings.forms.1.id: is there twice']);
  });

  test('answers leave for who went by a mailbox that works: no bot, no mailbox that is off', async () => {
    const mailbox = await anInbox(desk.store, 'email', team, { address: 'a@shop.test', imap: null });
    expect((await change({ awayMail: { inboxId: mailbox } })).body.settings).toMatchObject({
      awayMail: { inboxId: mailbox, afterMinutes: 10 },
    });
    await change({ awayMail: null });
    await desk.store.query(`update inboxes set active = false where id = $1`, [mailbox]);
    for (const inboxId of [mailbox, chat, '00000000-0000-4000-8000-000000000000'])
      expect(await refusal({ awayMail: { inboxId } })).toEqual({
        status: 400,
        errors: ['settings.awayMail.inboxId: must be a mailbox that is switched on'],
      });
  });

  test('a public key is one of Ed25519; another, or a private one, is refused', async () => {
    const pem = (kind: 'public' | 'private') => {
      const pair = generateKeyPairSync('ed25519');
      return kind === 'public'
        ? pair.publicKey.export({ type: 'spki', format: 'pem' })
        : pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
    };
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ type: 'spki', format: 'pem' });
    expect((await change({ identityPublicKey: pem('public') })).status).toBe(200);
    for (const identityPublicKey of [pem('private'), rsa, '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'])
      expect((await refusal({ identityPublicKey })).errors).toEqual([
        expect.stringMatching(/^settings\.identityPublicKey: must be an Ed25519/),
      ]);
  });

  test('what is refused changes nothing', async () => {
    await change({ origins: ['https://before.test'], colour: '#112233' });
    await refusal({ origins: ['https://after.test/x'], colour: '#445566' });
    const { body } = await admin.get<Inbox>(`/inboxes/${chat}`);
    expect(body.settings).toMatchObject({ origins: ['https://before.test'], colour: '#112233' });
  });
});

describe('the sites where a web chat was seen', () => {
  let desk: DeskUnderTest;
  let admin: ApiClient;
  let chat: string;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    admin = await desk.signedIn({ role: 'admin' });
    chat = await anInbox(desk.store, 'webchat', await aTeam(desk.store), {});
  });
  afterAll(() => desk.close());

  const seen = async () => (await admin.get<SeenHosts>(`/inboxes/${chat}/hosts`)).body.data;

  test('each is told once, the latest first, with what became of it last', async () => {
    await noteSeenHost(desk.store, chat, 'https://shop.test', false);
    await desk.store.query(`update seen_hosts set last_at = last_at - interval '1 minute' where inbox_id = $1`, [chat]);
    const [first] = await seen();
    await noteSeenHost(desk.store, chat, 'https://blog.test', true);
    await noteSeenHost(desk.store, chat, 'https://shop.test', true);
    const now = await seen();
    expect(now.map(({ origin, admitted }) => [origin, admitted])).toEqual([
      ['https://shop.test', true],
      ['https://blog.test', true],
    ]);
    expect(now[0]?.firstAt).toBe(first?.firstAt);
    expect(Date.parse(now[0]?.lastAt ?? '')).toBeGreaterThan(Date.parse(first?.lastAt ?? ''));
  });

  test('threat:H4 made-up names never drive out a site that shows the chat', async () => {
    for (let at = 0; at < 120; at += 1) await noteSeenHost(desk.store, chat, `https://made-up-${at}.test`, false);
    const now = await seen();
    expect(now.length).toBe(100);
    expect(now.filter(({ admitted }) => admitted).map(({ origin }) => origin)).toEqual(['https://shop.test', 'https://blog.test']);
  });

  test('only a web chat has them', async () => {
    const mailbox = await anInbox(desk.store, 'email', await aTeam(desk.store), { address: 'b@shop.test', imap: null });
    expect((await admin.get(`/inboxes/${mailbox}/hosts`)).body).toMatchObject({ code: 'inbox-of-other-channel' });
  });
});
