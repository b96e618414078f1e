import type { Inbox } from '../../api/shapes.js';
import { changeOf, creationOf, type InboxValues, newInbox, valuesOf } from './inbox-values.js';

const server = { host: 'mail.shop.test', port: 993, tls: 'implicit' as const, user: 'support@shop.test', password: '' };

function mailbox(over: Partial<InboxValues> = {}): InboxValues {
  return {
    ...newInbox('email', 'team-1'),
    name: 'support',
    address: 'support@shop.test',
    imap: { ...server, password: 'secret' },
    smtp: { ...server, port: 465 },
    ...over,
  };
}

function stored(settings: Inbox['settings'], channel: Inbox['channel'] = 'email'): Inbox {
  return {
    id: 'i-1',
    channel,
    name: 'support',
    team: { id: 'team-1', name: 'Support' },
    language: 'ru',
    active: true,
    version: 1,
    skills: [{ skill: 'ru', level: 2, required: true }],
    officeHours: null,
    address: null,
    sizeLimit: null,
    settings,
    health: { state: 'ok', code: null, params: {}, text: '', since: '2026-01-05T07:12:00Z' },
    profile: null,
    reading: null,
    consent: null,
    createdAt: '2026-01-05T07:12:00Z',
  };
}

describe('a new mailbox', () => {
  test('one password serves both servers until another is typed', () => {
    expect(creationOf(mailbox())).toMatchObject({ secrets: { imapPassword: 'secret', smtpPassword: 'secret' } });
    expect(creationOf(mailbox({ smtp: { ...server, password: 'other' } }))).toMatchObject({ secrets: { smtpPassword: 'other' } });
  });

  test('passwords stay out of the settings', () => {
    expect(JSON.stringify(creationOf(mailbox()).settings)).not.toContain('secret');
  });

  test('old mail is taken from a day on when a day is chosen', () => {
    expect(creationOf(mailbox({ from: 'date', fromDate: '2026-01-01' }))).toMatchObject({ settings: { from: '2026-01-01' } });
  });
});

describe('a change', () => {
  test('a password that was not typed is not sent', () => {
    expect(changeOf(mailbox({ imap: { ...server, password: '' } }))).not.toHaveProperty('secrets');
    expect(changeOf(mailbox())).toMatchObject({ secrets: { imapPassword: 'secret' } });
  });

  test('a new password holds for both servers where the name is the same, unless another is typed', () => {
    const secretsOf = (over: Partial<InboxValues>) => changeOf(mailbox(over)).secrets;
    expect(secretsOf({})).toEqual({ imapPassword: 'secret', smtpPassword: 'secret' });
    expect(secretsOf({ smtp: { ...server, password: 'other' } })).toEqual({ imapPassword: 'secret', smtpPassword: 'other' });
    expect(secretsOf({ smtp: { ...server, user: 'relay' } })).toEqual({ imapPassword: 'secret' });
  });

  test('the channel is never changed, and a bot’s token only when typed', () => {
    const bot = { ...newInbox('telegram', 'team-1'), name: 'bot' };
    expect(changeOf(bot)).toEqual({
      name: 'bot',
      team: 'team-1',
      language: null,
      active: true,
      skills: [],
      officeHours: null,
      settings: {
        apiRoot: 'https://api.telegram.org',
        intake: 'polling',
        localFolder: null,
        groups: 'addressed',
        channelPosts: false,
        greeting: { ru: null, en: null },
      },
    });
    expect(changeOf({ ...bot, token: '1:abc' })).toMatchObject({ secrets: { token: '1:abc' } });
  });
});

describe('what is stored', () => {
  test('comes back into the form, and from there unchanged', () => {
    const settings = creationOf(mailbox({ from: 'date', fromDate: '2026-01-01' })).settings;
    expect(changeOf(valuesOf(stored(settings))).settings).toEqual(settings);
  });

  const mailboxes: Partial<InboxValues>[] = [
    { folders: ['Shop/Orders'], junk: true, afterTaking: 'move', moveTo: 'Done' },
    { afterTaking: 'mark-seen' },
    { readsMailbox: false },
    { authServ: 'mx.shop.test', sealers: ['lists.test'], strangersWithToken: 'own-ticket' },
    { signIn: 'google', fromName: 'agent', quoteHistory: true, sentCopy: true },
    { dkim: { domain: 'shop.test', selector: 'otklik' }, sending: { connections: 2, perMinute: '', perDay: 500 } },
    {
      acknowledgement: {
        enabled: true,
        perHour: 50,
        ru: { subject: '', text: 'Номер {{ticket.number}}' },
        en: { subject: 'Got it', text: 'Number {{ticket.number}}' },
      },
    },
  ];
  test.each(mailboxes)('all of a mailbox too: %j', (over) => {
    const settings = creationOf(mailbox(over)).settings;
    expect(changeOf(valuesOf(stored(settings))).settings).toEqual(settings);
  });

  test('an unknown shape becomes an empty form and no error', () => {
    expect(valuesOf(stored({ imap: 7, origins: 'x' })).imap.port).toBe(993);
    expect(valuesOf(stored(null)).address).toBe('');
  });
});
