import type { Inbox, OfficeHours, OrganisationSettings, OwnAcknowledgement, Problem } from '@app/contracts';
import { anInbox, aTeam } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

const NINE_TO_SIX = [['09:00', '18:00']];
const WEEK = { mon: NINE_TO_SIX, tue: NINE_TO_SIX, wed: NINE_TO_SIX, thu: NINE_TO_SIX, fri: NINE_TO_SIX };
const HOURS: OfficeHours = { timeZone: null, week: { ...WEEK, sat: [], sun: [] }, closed: ['2027-01-01'] };

describe('settings of the organisation over the API', () => {
  let desk: DeskUnderTest;
  let admin: ApiClient;
  let team: string;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    admin = await desk.signedIn({ role: 'admin' });
    team = await aTeam(desk.store);
  });
  afterAll(() => desk.close());

  const change = (body: object) => admin.patch<OrganisationSettings & Problem>('/organisation', body);
  const faultsOf = ({ errors }: Problem) => errors.map(({ field, message }) => [field, message]);

  test('what is not named stays, null clears', async () => {
    const first = await change({
      name: 'Тёплый хлеб',
      language: 'ru',
      timeZone: 'Europe/Moscow',
      officeHours: { week: WEEK, closed: ['2027-01-01'] },
    });
    expect(first).toMatchObject({
      status: 200,
      body: { name: 'Тёплый хлеб', language: 'ru', timeZone: 'Europe/Moscow', officeHours: HOURS, noticeInbox: null },
    });
    expect((await change({ name: 'Warm Bread' })).body).toEqual({ ...first.body, name: 'Warm Bread' });
    expect((await change({ officeHours: null })).body.officeHours).toBeNull();
    expect((await admin.get<OrganisationSettings>('/organisation')).body).toEqual({ ...first.body, name: 'Warm Bread', officeHours: null });
  });

  test('notices leave by an inbox of mail and a bot, and by nothing else', async () => {
    const [mailbox, bot] = [await anInbox(desk.store, 'email', team), await anInbox(desk.store, 'telegram', team)];
    expect((await change({ noticeInbox: mailbox, noticeBot: bot })).body).toMatchObject({
      noticeInbox: { id: mailbox },
      noticeBot: { id: bot },
    });
    expect(await change({ noticeInbox: bot })).toMatchObject({ status: 404, body: { code: 'inbox-missing' } });
    expect((await change({ noticeInbox: null })).body).toMatchObject({ noticeInbox: null, noticeBot: { id: bot } });
  });

  test('a change is in the audit', async () => {
    await change({ name: 'Audited' });
    const [row] = await desk.store.query(
      `select actor, after ->> 'name' as name from audit where action = 'organisation.change' order by at desc limit 1`,
    );
    expect(row).toEqual({ actor: admin.agentId, name: 'Audited' });
  });

  test.each([
    ['a time zone that nobody knows', { timeZone: 'Moscow' }, 'timeZone', 'must be a time zone such as Europe/Moscow'],
    [
      'a time that no clock shows',
      { officeHours: { week: { mon: [['9:00', '18:00']] } } },
      'officeHours.week.mon.0.0',
      'must be a time such as 09:00',
    ],
    [
      'hours that end before they begin',
      { officeHours: { week: { mon: [['18:00', '03:00']] } } },
      'officeHours.week.mon.0',
      expect.stringContaining('midnight'),
    ],
    ['a week without any hours', { officeHours: { week: {} } }, 'officeHours.week', expect.stringContaining('at least one day')],
    [
      'a closed day that is none',
      { officeHours: { week: WEEK, closed: ['1.1.'] } },
      'officeHours.closed.0',
      expect.stringContaining('date'),
    ],
    ['a day that no week has', { officeHours: { week: { ...WEEK, someday: NINE_TO_SIX } } }, 'officeHours.week', 'unknown key: someday'],
  ])('%s is refused in words', async (_, body, field, message) => {
    const answer = await change(body);
    expect([answer.status, faultsOf(answer.body)]).toEqual([400, [[field, message]]]);
  });

  describe('of an inbox', () => {
    const server = { host: '127.0.0.1', port: 1143, tls: 'none', user: 'u' };
    const create = (name: string, more: object = {}, settings: object = {}) =>
      admin.post<Inbox & Problem>('/inboxes', {
        channel: 'email',
        name,
        team,
        settings: { address: `${name}@shop.test`, imap: server, smtp: server, ...settings },
        secrets: { imapPassword: 'x', smtpPassword: 'x' },
        ...more,
      });

    test('its hours are its own, or the organisation’s again', async () => {
      const { body: made } = await create('hours', { officeHours: HOURS });
      expect(made.officeHours).toEqual(HOURS);
      expect((await admin.patch<Inbox>(`/inboxes/${made.id}`, { name: 'hours too' })).body.officeHours).toEqual(HOURS);
      expect((await admin.patch<Inbox>(`/inboxes/${made.id}`, { officeHours: null })).body.officeHours).toBeNull();
    });

    test('acknowledgements are off until somebody switches them on; a change of other settings leaves them', async () => {
      const { body: made } = await create('quiet');
      expect(made.settings).toMatchObject({ acknowledgement: { enabled: false, perHour: 200, texts: { ru: null, en: null } } });
      const texts = { ru: { subject: null, text: 'Номер {{ticket.number}}' }, en: null };
      await admin.patch(`/inboxes/${made.id}`, { settings: { acknowledgement: { enabled: true, texts } } });
      const { body: after } = await admin.patch<Inbox>(`/inboxes/${made.id}`, { settings: { junk: true } });
      expect(after.settings).toMatchObject({ junk: true, acknowledgement: { enabled: true, perHour: 200, texts } });
    });

    test('a variable that nobody fills is refused, and named', async () => {
      const acknowledgement = { enabled: true, texts: { en: { text: 'Hello {{customer}}, it is {{ticket.number}}.' } } };
      const expected = [['settings.acknowledgement.texts.en.text', expect.stringMatching(/\{\{customer\}\}.*\{\{ticket\.number\}\}/)]];
      const refused = await create('variables', {}, { acknowledgement });
      expect([refused.status, faultsOf(refused.body)]).toEqual([400, expected]);
      const { body: made } = await create('variables');
      const changed = await admin.patch<Problem>(`/inboxes/${made.id}`, { settings: { acknowledgement } });
      expect([changed.status, faultsOf(changed.body)]).toEqual([400, expected]);
    });

    test('our own texts can be read, so that an admin sees what customers get', async () => {
      const { body } = await admin.get<OwnAcknowledgement>('/organisation/acknowledgement');
      expect([body.texts.ru.text, body.texts.en.text].every((text) => text.includes('{{ticket.number}}'))).toBe(true);
      expect(body.variables).toContain('expected');
    });
  });
});
