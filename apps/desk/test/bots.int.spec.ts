import type { Inbox, Probe, Problem, TestedInbox } from '@app/contracts';
import { Inboxes, noteBotProfile } from '@app/store';
import { aTeam, type Bot, type BotApi, eventually, failure, startBotApi } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('a bot is set up', () => {
  let desk: DeskUnderTest;
  let api: BotApi;
  let bot: Bot;
  let admin: ApiClient;
  let team: string;

  beforeAll(async () => {
    [desk, api] = await Promise.all([DeskUnderTest.start(), startBotApi()]);
    team = await aTeam(desk.store);
  });
  afterAll(async () => {
    await Promise.all([desk.close(), api.close()]);
  });
  beforeEach(async () => {
    bot = api.bot();
    // Each with a limit of their own.
    admin = await desk.signedIn({ role: 'admin' });
  });

  const asked = (over: object = {}) => ({ channel: 'telegram', token: bot.token, apiRoot: api.url, ...over });
  const probe = async (over: object = {}, headers: Record<string, string> = {}) =>
    (await admin.post<Probe>('/inboxes/probe', asked(over), headers)).body;
  const stepsOf = ({ steps }: Pick<Probe, 'steps'>) => Object.fromEntries(steps.map(({ step, level, code }) => [step, `${level} ${code}`]));
  const setWebhook = (url: string) => fetch(`${api.url}/bot${bot.token}/setWebhook?url=${encodeURIComponent(url)}`);
  const body = (over: object = {}) => ({
    channel: 'telegram',
    name: `bot ${bot.id}`,
    team,
    settings: { apiRoot: api.url },
    secrets: { token: bot.token },
    ...over,
  });

  test('its name and picture are shown before anything is saved, and nothing of it is changed', async () => {
    bot.looksLike({ name: 'Shop', username: 'shop_bot', picture: PICTURE });
    const found = await probe();
    expect(found).toMatchObject({
      settings: null,
      source: null,
      provider: null,
      bot: { id: String(bot.id), name: 'Shop', username: 'shop_bot' },
    });
    expect(stepsOf(found)).toEqual({
      'bot-api': 'ok telegram-reached',
      'bot-token': 'ok telegram-token-good',
      'bot-intake': 'ok telegram-polled',
      'bot-groups': 'ok telegram-groups-addressed',
    });
    const picture = await fetch(found.bot?.picture ?? '');
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PICTURE);
    const altered = (found.bot?.picture ?? '').replace(/signature=./, 'signature=!');
    expect((await fetch(altered)).status).toBe(403);
    const calls = new Set(bot.calls().map(({ method }) => method));
    expect([...calls].filter((method) => !method.startsWith('get'))).toEqual([]);
    expect(JSON.stringify(found)).not.toContain(bot.token);
  });

  test.each([
    ['the token is wrong', () => ({ token: '1:wrong' }), 'bot-token', 'telegram-token-refused'],
    ['nobody is at the address', () => ({ apiRoot: 'http://127.0.0.1:1' }), 'bot-api', 'telegram-away'],
    ['the proxy is wrong', () => ({ proxy: 'http://127.0.0.1:1' }), 'bot-api', 'telegram-proxy'],
  ])('%s: told in words, with what to do, which fits what is not saved yet', async (_what, over, step, code) => {
    const { bot: shown, steps } = await probe(over(), { 'accept-language': 'ru' });
    expect(shown).toBeNull();
    const failed = steps.find(({ level }) => level === 'failed');
    expect(failed).toMatchObject({ step, code, ok: false, text: expect.stringMatching(/[а-я]/), mend: expect.stringMatching(/[а-я]/) });
    expect(failed?.mend).not.toContain('сам');
    expect(failed?.skips).toContain('bot-groups');
  });

  test("another's webhook is told by its host, ours is none", async () => {
    await setWebhook('https://crm.example/hooks/1');
    const { steps } = await probe();
    expect(steps.find(({ step }) => step === 'bot-intake')).toMatchObject({
      level: 'warning',
      code: 'telegram-webhook-foreign',
      params: { host: 'crm.example' },
      text: expect.stringContaining('crm.example'),
    });
  });

  test('what the settings want of groups is compared with privacy mode', async () => {
    bot.looksLike({ readsGroups: false });
    expect(stepsOf(await probe({ groups: 'always' }))['bot-groups']).toBe('warning telegram-privacy-on');
    expect(stepsOf(await probe({ groups: 'addressed' }))['bot-groups']).toBe('ok telegram-privacy-fits');
    expect(stepsOf(await probe({ groups: 'ignore' }))['bot-groups']).toBe('ok telegram-groups-ignored');
    bot.looksLike({ readsGroups: true });
    expect(stepsOf(await probe({ groups: 'always' }))['bot-groups']).toBe('ok telegram-groups-read');
    bot.looksLike({ joinsGroups: false });
    expect(stepsOf(await probe())['bot-groups']).toBe('ok telegram-groups-off');
  });

  test('what is no token, no proxy or no field is refused, field by field', async () => {
    const { status, body: problem } = await admin.post<Problem>('/inboxes/probe', {
      channel: 'telegram',
      token: 'x',
      proxy: 'ftp://x',
      colour: 1,
    });
    expect(status).toBe(400);
    expect(problem.errors?.map(({ field }) => field).toSorted()).toEqual(['', 'proxy', 'token']);
  });

  test('looks are limited for each caller', async () => {
    for (let time = 0; time < 10; time += 1) await admin.post('/inboxes/probe', asked({ token: '1:wrong' }));
    expect((await admin.post<Problem>('/inboxes/probe', asked())).body).toMatchObject({ code: 'too-many-requests' });
  });

  test('a bot that another inbox has is told on looking, and refused in words on saving and changing', async () => {
    const saved = await admin.post<Inbox>('/inboxes', body());
    expect(saved.status).toBe(201);
    const found = await probe();
    expect(found.steps.find(({ step }) => step === 'bot-token')).toMatchObject({
      level: 'failed',
      code: 'telegram-bot-taken',
      text: expect.stringContaining(`bot ${bot.id}`),
    });
    const again = await admin.post<Problem>('/inboxes', body({ name: 'again' }));
    expect(again).toMatchObject({ status: 409, body: { code: 'telegram-bot-taken', params: { inbox: `bot ${bot.id}` } } });
    const other = await admin.post<Inbox>('/inboxes', body({ name: 'other', secrets: { token: api.bot().token } }));
    const changed = await admin.patch<Problem>(`/inboxes/${other.body.id}`, { secrets: { token: bot.token } });
    expect(changed).toMatchObject({ status: 409, body: { code: 'telegram-bot-taken' } });
  });

  test('an inbox is made with secrets of its own; a proxy is taken away by an empty one; no secret is ever shown', async () => {
    const { body: saved } = await admin.post<Inbox>('/inboxes', body({ secrets: { token: bot.token, proxy: 'socks5://127.0.0.1:1080' } }));
    const secrets = async () => (await inboxes().openOne('telegram', saved.id)).secrets;
    const before = await secrets();
    expect(before).toMatchObject({
      proxy: 'socks5://127.0.0.1:1080',
      webhookSecret: expect.stringMatching(/^[\w-]{43}$/),
      identityKey: expect.any(String),
    });
    const { status, body: changed } = await admin.patch<Inbox>(`/inboxes/${saved.id}`, { secrets: { proxy: '' } });
    expect(status).toBe(200);
    const { proxy: _proxy, ...rest } = before;
    expect(await secrets()).toEqual(rest);
    const shown = JSON.stringify([saved, changed, (await admin.get(`/inboxes/${saved.id}`)).body]);
    for (const secret of [before.token, before.webhookSecret, before.identityKey]) expect(shown).not.toContain(secret);
  });

  test('a saved bot is tested as it is used, and shown as the service found it', async () => {
    const { body: saved } = await admin.post<Inbox>('/inboxes', body());
    expect(saved.profile).toBeNull();
    await noteBotProfile(desk.store, saved.id, {
      id: String(bot.id),
      username: 'shop_bot',
      name: 'Shop',
      picture: null,
      readsGroups: true,
    });
    const { body: shown } = await admin.get<Inbox>(`/inboxes/${saved.id}`);
    expect(shown.profile).toEqual({ id: String(bot.id), username: 'shop_bot', name: 'Shop', picture: null, readsGroups: true });
    // The same bot's new token changes nothing of that; another bot is another.
    const patch = async (token: string) => (await admin.patch<Inbox>(`/inboxes/${saved.id}`, { secrets: { token } })).body.profile;
    expect(await patch(`${bot.id}:new`)).toMatchObject({ username: 'shop_bot' });
    expect(await patch(api.bot().token)).toBeNull();
    await patch(bot.token);
    const good = await admin.post<TestedInbox>(`/inboxes/${saved.id}/test`, {});
    expect([good.status, good.body.ok]).toEqual([200, true]);
    expect(stepsOf(good.body)['bot-token']).toBe('ok telegram-token-good');
    bot.revokeToken();
    const bad = await admin.post<TestedInbox>(`/inboxes/${saved.id}/test`, {});
    expect(bad.body.ok).toBe(false);
    expect(stepsOf(bad.body)['bot-token']).toBe('failed telegram-token-refused');
  });

  test('of a webhook: what Telegram met when it brought messages', async () => {
    const { body: saved } = await admin.post<Inbox>('/inboxes', body({ settings: { apiRoot: api.url, intake: 'webhook' } }));
    const test = async () => stepsOf((await admin.post<TestedInbox>(`/inboxes/${saved.id}/test`, {})).body)['bot-intake'];
    expect(await test()).toBe('ok telegram-webhook-possible');
    // Nobody listens there.
    await setWebhook(`${desk.publicUrl}/telegram/${saved.id}`);
    expect(await test()).toBe('ok telegram-webhook-good');
    bot.user().sends({ text: 'Hi' });
    await eventually(async () => expect(await test()).toBe('warning telegram-webhook-failing'));
  });

  test('a call that fails on the way is told where it failed', async () => {
    bot.fails('getWebhookInfo', failure.serverError());
    expect(stepsOf(await probe())).toMatchObject({ 'bot-token': 'ok telegram-token-good', 'bot-intake': 'failed telegram-away' });
  });

  function inboxes(): Inboxes {
    return desk.provided.providers.find((one) => one.provide === Inboxes)?.useValue as Inboxes;
  }
});
