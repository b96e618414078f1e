import { botSecrets, botSettings, botValuesOf, changedBotSecrets, looksLikeToken, newBot } from './bot-values.js';

const all = {
  ...newBot(),
  apiRoot: 'http://127.0.0.1:8081',
  intake: 'webhook',
  localFolder: '/var/lib/bot-api',
  groups: 'always',
  channelPosts: true,
  botGreeting: { ru: 'Привет', en: '' },
} as const;

test('all of a bot that is stored comes back into the form, and from there unchanged', () => {
  expect(botSettings(botValuesOf(botSettings(all)))).toEqual(botSettings(all));
  expect(botSettings(all)).toMatchObject({ greeting: { ru: 'Привет', en: null } });
});

test('an unknown shape becomes a new bot and no error', () => {
  expect(botValuesOf({ groups: 7, greeting: 'x', intake: null })).toEqual(newBot());
  expect(botValuesOf(null)).toEqual(newBot());
});

test.each([
  ['nothing was typed: nothing changes', {}, {}],
  ['another token', { token: ' 1:abc ' }, { token: '1:abc' }],
  ['another proxy', { proxy: 'socks5://proxy.test:1080' }, { proxy: 'socks5://proxy.test:1080' }],
  ['no proxy any more, whatever stands in the field', { proxy: 'http://x', noProxy: true }, { proxy: '' }],
])('secrets of a change: %s', (_rule, over, secrets) => {
  expect(changedBotSecrets({ ...newBot(), ...over })).toEqual(secrets);
});

test('a new bot has no proxy unless one is typed', () => {
  expect(botSecrets({ ...newBot(), token: '1:abc' })).toEqual({ token: '1:abc' });
});

test('Telegram is asked about what looks like a token alone', () => {
  expect(looksLikeToken(' 123456789:AAabcdefghijklmnopqrstuvwxyz01234567 ')).toBe(true);
  expect(looksLikeToken('123456789:AA')).toBe(false);
});
