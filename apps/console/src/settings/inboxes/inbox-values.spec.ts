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
    settings,
    health: { state: 'ok', code: null, params: {}, text: '', since: '2026-01-05T07:12:00Z' },
    reading: null,
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

  test('the channel is never changed, and a bot’s token only when typed', () => {
    const bot = { ...newInbox('telegram', 'team-1'), name: 'bot' };
    expect(changeOf(bot)).toEqual({
      name: 'bot',
      team: 'team-1',
      language: null,
      active: true,
      skills: [],
      settings: { apiRoot: 'https://api.telegram.org' },
    });
    expect(changeOf({ ...bot, token: '1:abc' })).toMatchObject({ secrets: { token: '1:abc' } });
  });
});

describe('what is stored', () => {
  test('comes back into the form, and from there unchanged', () => {
    const settings = creationOf(mailbox({ from: 'date', fromDate: '2026-01-01' })).settings;
    expect(changeOf(valuesOf(stored(settings))).settings).toEqual(settings);
  });

  test.each([
    [{ folders: ['Shop/Orders'], junk: true, afterTaking: 'move', moveTo: 'Done' } as const],
    [{ afterTaking: 'mark-seen' } as const],
    [{ readsMailbox: false } as const],
    [{ authServ: 'mx.shop.test', sealers: ['lists.test'] }],
  ])('how a mailbox is read too: %j', (over) => {
    const settings = creationOf(mailbox({ ...over, ...('folders' in over ? { folders: [...over.folders] } : { folders: [] }) })).settings;
    expect(changeOf(valuesOf(stored(settings))).settings).toEqual(settings);
  });

  test('an unknown shape becomes an empty form and no error', () => {
    expect(valuesOf(stored({ imap: 7, origins: 'x' })).imap.port).toBe(993);
    expect(valuesOf(stored(null)).address).toBe('');
  });
});
