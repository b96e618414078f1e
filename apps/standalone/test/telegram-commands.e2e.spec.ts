import { createHmac } from 'node:crypto';
import type { Contact, IdentityKey, TelegramLink } from '@app/contracts';
import { eventually } from '@app/testing';
import { TelegramOffice } from './telegram-office/telegram-office.js';

describe('what a customer asks of the bot itself', () => {
  let office: TelegramOffice;
  let inboxId: string;

  beforeAll(async () => {
    office = await TelegramOffice.open();
    inboxId = (await office.inboxes()).find(({ channel }) => channel === 'telegram')?.id ?? '';
  });
  afterAll(async () => {
    await office?.[Symbol.asyncDispose]();
  });

  const contactOf = async (text: string): Promise<Contact> => office.admin.get(`/contacts/${(await office.ticketOf(text)).contact.id}`);

  test('need:S7 Start, help, status, close and new, each answered in her language, none of them a message of a ticket', async () => {
    const maria = office.bot.user({ firstName: 'Мария', languageCode: 'ru' });
    maria.starts('spring-sale');
    await maria.receives(/^Здравствуйте!/, 30_000);
    maria.sends({ text: '/help' });
    await maria.receives(/\/close - закрыть обращение/, 30_000);
    maria.sends({ text: '/status' });
    await maria.receives(/^Открытых обращений нет/, 30_000);
    maria.sends({ text: 'Где мой торт?' });
    const ticket = await office.ticketOf('торт');
    maria.sends({ text: '/status' });
    await maria.receives(new RegExp(`^№ ${ticket.number} «Где мой торт\\?»: `), 30_000);
    maria.sends({ text: '/close' });
    await maria.receives(new RegExp(`^Обращение № ${ticket.number} закрыто`), 30_000);
    maria.sends({ text: '/new' });
    await maria.receives(/^Следующее ваше сообщение начнёт новое/, 30_000);
    maria.sends({ text: 'Ещё про пирог' });
    const next = await office.ticketOf('пирог');
    expect(next.number).not.toBe(ticket.number);
    expect(await office.ticket(ticket.number)).toMatchObject({ state: 'solved' });
    const events = (await office.ticket(ticket.number)).timeline.flatMap((item) => (item.type === 'event' ? [item.text] : []));
    expect(events).toEqual(expect.arrayContaining([expect.stringMatching(/spring-sale/)]));
    for (const { number } of [ticket, next]) {
      const said = (await office.messages(number)).map((one) => one.text);
      expect(said.filter((text) => text.startsWith('/') || text.startsWith('№'))).toEqual([]);
    }
  });

  test('threat:A20 a link of ours and a link of the site make two accounts one contact; what was proved can be given back', async () => {
    const [phone, tablet] = [
      office.bot.user({ firstName: 'Phone', languageCode: 'en' }),
      office.bot.user({ firstName: 'Tablet', languageCode: 'en' }),
    ];
    phone.sends({ text: 'from a telephone' });
    tablet.sends({ text: 'from the tablet' });
    const [ofPhone, ofTablet] = [await contactOf('telephone'), await contactOf('tablet')];
    const { url } = await office.anna.post<TelegramLink>(`/contacts/${ofPhone.id}/telegram-link`, { inbox: inboxId });
    expect(url).toMatch(new RegExp(`^https://t\\.me/${office.bot.username}\\?start=c-`));
    tablet.starts(url.replace(/.*start=/, ''));
    await tablet.receives(/told us who you are/, 30_000);
    await eventually(async () => expect((await contactOf('tablet')).id).toBe(ofPhone.id), { timeoutMs: 30_000 });

    const { key, botId } = await office.admin.post<IdentityKey>(`/inboxes/${inboxId}/identity-key`, {});
    const expiry = Math.floor(Date.now() / 60_000 + 10).toString(36);
    const signature = createHmac('sha256', key).update(`${botId}:${expiry}:user-7`).digest().subarray(0, 16).toString('base64url');
    phone.starts(`i-${signature}-${expiry}-user-7`);
    await phone.receives(/told us who you are/, 30_000);
    const joined = await office.admin.get<Contact>(`/contacts/${ofPhone.id}`);
    expect(new Set(joined.identities.map(({ channel, address }) => `${channel} ${address}`))).toEqual(
      new Set(['site user-7', `telegram ${ofPhone.identities[0]?.address}`, `telegram ${ofTablet.identities[0]?.address}`]),
    );

    const link = joined.joins.find(({ how }) => how === 'telegram-link');
    await office.anna.post(`/contacts/${ofPhone.id}/split`, { join: link?.id });
    expect((await contactOf('tablet')).id).toBe(ofTablet.id);
    expect((await contactOf('telephone')).id).toBe(ofPhone.id);
  });

  test('a flood of commands costs the chat its answers, and nobody else theirs', async () => {
    const [flood, other] = [
      office.bot.user({ firstName: 'Flood', languageCode: 'en' }),
      office.bot.user({ firstName: 'Other', languageCode: 'en' }),
    ];
    const begun = performance.now();
    for (let n = 0; n < 300; n += 1) flood.sends({ text: '/help' });
    other.sends({ text: '/help' });
    await other.receives(/\/status - your requests/, 60_000);
    await eventually(() => expect(office.bot.pendingUpdates).toEqual([]), { timeoutMs: 60_000 });
    flood.sends({ text: 'a word after the flood' });
    await office.ticketOf('after the flood', 60_000);
    // Ten a minute, which a slow machine may need several of.
    const minutes = Math.ceil((performance.now() - begun) / 60_000);
    expect(flood.inbox.length).toBeLessThanOrEqual(10 * (minutes + 1));
  }, 180_000);
});
