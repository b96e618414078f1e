import { anInbox, buildSite, startChromium, until } from '@app/testing';
import { ShopPage } from './shop-page.js';
import { WebchatUnderTest } from './webchat-under-test.js';

/** Hours that are long over, or yet to come, wherever one is: on one day of the week, which is not today nor beside it. */
function closedNow(): object {
  const day = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[(new Date().getUTCDay() + 3) % 7] ?? 'mon';
  const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  return { timeZone: 'UTC', week: { ...none, [day]: [['09:00', '18:00']] }, closed: [] };
}

describe('office hours on the page and in the session', () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    await buildSite('widget');
    chat = await WebchatUnderTest.start();
  });
  afterAll(() => chat.close());

  const set = async (table: 'organisation' | 'inboxes', hours: object | null) => {
    await chat.store.query(`update ${table} set office_hours = $1::jsonb`, [hours === null ? null : JSON.stringify(hours)]);
  };
  const isTold = (open: boolean) =>
    until(`the page says ${open ? 'open' : 'closed'}`, async () => {
      const [{ inbox }, session] = [await chat.page(), await chat.openSession()];
      return inbox.open === open && session.inbox.open === open && [inbox.nextOpenAt, session.inbox.nextOpenAt];
    });

  test('without any, somebody is there; by the organisation’s, nobody, until they begin; by the inbox’s own, whatever the others say', async () => {
    expect(await isTold(true)).toEqual([null, null]);
    await set('organisation', closedNow());
    const [page, session] = await isTold(false);
    expect(page).toBe(session);
    expect(page).toMatch(/T09:00:00.000Z$/);
    expect(new Date(page ?? 0).getTime()).toBeGreaterThan(Date.now());
    const day = [['00:00', '24:00']];
    await set('inboxes', { timeZone: null, week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, closed: [] });
    expect(await isTold(true)).toEqual([null, null]);
  });

  test('another inbox keeps the organisation’s', async () => {
    const [row] = await chat.store.query<{ team: string }>(`select team_id as team from inboxes limit 1`);
    const other = await anInbox(chat.store, 'webchat', row?.team ?? '', { origins: [chat.shop] });
    await until('it is served', async () => (await chat.page(other).catch(() => null))?.inbox?.open === false);
    expect((await chat.page()).inbox.open).toBe(true);
  });

  test('a page that stays open says when in true words after midnight, and that somebody is there once it is so, before a first word too', async () => {
    await set('organisation', null);
    await set('inboxes', closedNow());
    const [nextOpenAt] = await isTold(false);
    const chromium = await startChromium();
    try {
      const browser = await chromium.newVisitor({ timezoneId: 'UTC' });
      await browser.clock.install();
      const shop = await ShopPage.inTab(chat, browser);
      const notice = shop.frame.getByText('We will be back', { exact: false });
      const opening = new Date(nextOpenAt ?? 0).getTime();
      const [before, now] = [await notice.textContent(), await shop.now()];
      expect(before).not.toMatch(/today|tomorrow/);
      await shop.page.clock.fastForward(opening - 20 * 3_600_000 - now);
      await until('it is the day before', async () => (await notice.textContent())?.includes('tomorrow at'));
      await shop.page.clock.fastForward(12 * 3_600_000);
      await until('it is the day', async () => (await notice.textContent())?.includes('today at'));
      await set('inboxes', null);
      await isTold(true);
      await shop.page.clock.fastForward(9 * 3_600_000);
      await notice.waitFor({ state: 'detached' });
      expect(await shop.browser.cookies()).toEqual([]);
      await shop.close();
    } finally {
      await chromium.stop();
    }
  });
});
