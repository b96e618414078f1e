import { type Bot, eventually, failure } from '@app/testing';
import { TelegramOffice } from './telegram-office/telegram-office.js';

/** A message that became a ticket within this time came on time, also on a machine that is busy: who waits for a bot in trouble waits a minute, ms. */
const ON_TIME_MS = 30_000;

describe('trouble in Telegram', () => {
  let office: TelegramOffice;
  /** Served by the same process, and none of its business. */
  let other: Bot;
  let count = 0;
  const tokens: string[] = [];

  beforeAll(async () => {
    office = await TelegramOffice.open();
    ({ bot: other } = await office.addBot());
    tokens.push(office.bot.token, other.token);
  });
  afterAll(async () => {
    await office?.[Symbol.asyncDispose]();
  });

  /** Somebody writes to the other bot, and is heard as ever. */
  async function otherIsOnTime(): Promise<void> {
    count += 1;
    const text = `meanwhile-${count}`;
    other.user().sends({ text });
    await office.ticketOf(text, ON_TIME_MS);
  }

  test('fifty messages of one person in a second are one ticket, all there, in order', async () => {
    const hasty = office.bot.user({ firstName: 'Hasty' });
    const texts = Array.from({ length: 50 }, (_, n) => `hasty-${n + 100}`);
    for (const text of texts) hasty.sends({ text });
    await otherIsOnTime();
    const { number } = await office.ticketOf('hasty-100');
    await office.settles(number, (messages) =>
      expect(messages.filter(({ kind }) => kind === 'inbound').map(({ text }) => text)).toEqual(texts),
    );
  });

  test('fifty people in a second are fifty tickets', async () => {
    for (let n = 0; n < 50; n += 1) office.bot.user({ firstName: `Guest ${n}` }).sends({ text: `crowd of guests ${n}` });
    await otherIsOnTime();
    await eventually(async () => expect(await office.admin.tickets({ q: 'crowd of guests' })).toHaveLength(50), { timeoutMs: 60_000 });
  });

  test('fail:G3 a file whose download breaks comes whole in the end; what is said after it, and other files, do not wait for it', async () => {
    const bytes = Buffer.alloc(300_000, 'x');
    const pavel = office.bot.user({ firstName: 'Pavel' });
    office.bot.fails('download', failure.cutMidway(100_000));
    const broken = office.bot.fails('download', failure.serverError(503, 'Service Unavailable'));
    pavel.sendsDocument({ filename: 'plan.pdf', bytes }, { caption: 'broken-file-1' });
    pavel.sends({ text: 'said after the file' });
    await otherIsOnTime();
    const { number } = await office.ticketOf('broken-file-1');
    await office.settles(number, (messages) => expect(messages.map(({ text }) => text)).toContain('said after the file'));
    await office.settles(number, (messages) => expect(messages[0]?.attachments).toMatchObject([{ filename: 'plan.pdf', state: 'stored' }]));
    expect(broken.struck).toBe(1);
    expect(await office.bytesOf((await office.messages(number))[0]?.attachments[0]?.url)).toEqual(bytes);
  });

  test('a token that is revoked while running is named; with the new one everything comes and leaves', async () => {
    const { bot, inbox } = await office.addBot();
    const vera = bot.user({ firstName: 'Vera' });
    vera.sends({ text: 'before-revoked' });
    const { number } = await office.ticketOf('before-revoked');
    tokens.push(bot.token);
    const token = bot.revokeToken();
    tokens.push(token);
    vera.sends({ text: 'said meanwhile' });
    await eventually(
      async () => expect((await office.inbox(inbox)).health).toMatchObject({ state: 'failing', code: 'telegram-token-refused' }),
      {
        timeoutMs: 60_000,
      },
    );
    await office.anna.reply(number, 'written meanwhile');
    await otherIsOnTime();
    await office.admin.patch(`/inboxes/${inbox}`, { secrets: { token } });
    await office.settles(number, (messages) => expect(messages.map(({ text }) => text)).toContain('said meanwhile'), 60_000);
    await eventually(async () => expect((await office.inbox(inbox)).health).toMatchObject({ state: 'ok' }), { timeoutMs: 60_000 });
    // Not after the minute that a refused token is left alone.
    await vera.receives('written meanwhile', 40_000);
    expect(vera.inbox.filter(({ text }) => text === 'written meanwhile')).toHaveLength(1);
  }, 240_000);

  test('a group of ten thousand who speak among themselves: no ticket, and nobody waits; who speaks to the bot has one', async () => {
    const { bot } = await office.addBot();
    const group = bot.group({ title: 'Ten thousand', type: 'supergroup' });
    for (let n = 0; n < 10_000; n += 1) bot.user({ firstName: `Member ${n}` }).sends({ text: `among ourselves ${n}`, in: group });
    await otherIsOnTime();
    await eventually(() => expect(bot.pendingUpdates.length).toBe(0), { timeoutMs: 120_000 });
    await otherIsOnTime();
    bot.user({ firstName: 'Zoe' }).sends({ text: `@${bot.username} help-me-1`, in: group });
    const ticket = await office.ticketOf('help-me-1', 120_000);
    expect(ticket.timeline.filter((item) => item.type === 'message')).toHaveLength(1);
    expect(await office.admin.tickets({ q: 'among ourselves' })).toEqual([]);
  }, 300_000);

  test('an answer with emoji where it is split arrives whole', async () => {
    const lena = office.bot.user({ firstName: 'Lena' });
    lena.sends({ text: 'split-me-1' });
    const { number } = await office.ticketOf('split-me-1');
    const family = '👨‍👩‍👧‍👦';
    const text = `${'a'.repeat(4094)}${family}${'b'.repeat(4000)}👍${'c'.repeat(100)}`;
    await office.anna.reply(number, text);
    await eventually(() => expect(lena.inbox.map((one) => one.text).join('')).toBe(text), { timeoutMs: 30_000 });
    for (const part of lena.inbox) {
      expect(part.text.isWellFormed()).toBe(true);
      expect(part.text.length).toBeLessThanOrEqual(4096);
    }
    expect(lena.inbox.some((part) => part.text.includes(family))).toBe(true);
    expect(office.bot.violations).toEqual([]);
  });

  test('a name that turns the reading direction turns nothing but itself; a file named so is marked', async () => {
    const trickster = office.bot.user({ firstName: '\u202Etxet siht daer\u2066', lastName: 'X\u0000Y' });
    trickster.sendsDocument({ filename: 'invoice\u202Efdp.exe', bytes: Buffer.from('MZ') }, { caption: 'turned-name-1' });
    const { number } = await office.ticketOf('turned-name-1');
    await office.settles(number, ([message]) => expect(message?.attachments).toMatchObject([{ state: 'stored' }]));
    const [message] = await office.messages(number);
    expect(message?.attachments[0]?.dangers).toEqual(expect.arrayContaining(['executable', 'reordered-name']));
    expect(message?.author.name).not.toMatch(/\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
    expect(message?.author.name).toContain('X');
  });

  test('threat:F2 nothing that was logged on the way names a token', () => {
    const { output } = office.product.standalone;
    expect(output).toContain('file not fetched yet');
    for (const token of tokens) expect(output).not.toContain(token.split(':')[1]);
  });
});
