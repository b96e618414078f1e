import { randomUUID } from 'node:crypto';
import { aTeam, until } from '@app/testing';
import { ChatOffice, messagesOf } from './chat-office/chat-office.js';

const words = (en: string, ru: string) => ({ en, ru });

describe('need:S16 what a visitor is asked before the chat', () => {
  let office: ChatOffice;
  let orders: string;

  const forms = (team: string) => [
    {
      id: 'order',
      topic: words('My order', 'Мой заказ'),
      teamId: team,
      fields: [
        { kind: 'text', id: 'number', label: words('Order number', 'Номер заказа'), required: true },
        {
          kind: 'choice',
          id: 'what',
          label: words('What happened', 'Что случилось'),
          options: [words('Late', 'Опоздал'), words('Broken', 'Сломан')],
        },
      ],
    },
    { id: 'other', topic: words('Something else', 'Другое') },
    { id: 'lost', topic: words('Lost', 'Потеряно'), teamId: randomUUID() },
  ];
  const setForms = (list: object[]) =>
    office.store.query(`update inboxes set settings = settings || jsonb_build_object('forms', $2::jsonb) where id = $1`, [
      office.inbox,
      JSON.stringify(list),
    ]);

  beforeAll(async () => {
    office = await ChatOffice.start();
    orders = await aTeam(office.store, 'Orders');
    await office.store.query(`update organisation set language = 'ru'`);
    await setForms(forms(orders));
  });
  afterAll(() => office.close());

  test('stands in the ticket as it was asked; the ticket is called by the topic in our language and belongs to the form’s team', async () => {
    const visitor = await office.visitor('en-GB');
    expect(await visitor.send({ form: { id: 'order', answers: { number: 'A-1204', what: '1' } } })).toBeNull();
    const ticket = await office.ticketOf(visitor);
    expect(ticket).toMatchObject({ subject: 'Мой заказ', team: { id: orders }, preview: 'A-1204 · Broken' });
    const content = {
      topic: 'My order',
      answers: [
        { label: 'Order number', value: 'A-1204' },
        { label: 'What happened', value: 'Broken' },
      ],
    };
    expect(messagesOf(ticket)[0]).toMatchObject({ text: '', content: { kind: 'form', ...content } });
    expect((await until('it comes back', () => visitor.client.messages[0])).form).toEqual(content);
    expect(await office.found('A-1204 · Broken')).toEqual([]);
    expect(await office.found('a-1204')).toEqual([ticket.number]);
  });

  test('may come with words and files; those are the message’s text', async () => {
    const visitor = await office.visitor('ru');
    const file = await visitor.uploaded('bytes', 'a.txt');
    await visitor.send({ text: 'Помогите', attachments: [file], form: { id: 'other', answers: {} } });
    const ticket = await office.ticketOf(visitor);
    expect(ticket).toMatchObject({ subject: 'Другое', team: { id: office.team }, preview: 'Помогите' });
    expect(messagesOf(ticket)[0]).toMatchObject({
      text: 'Помогите',
      content: { kind: 'form', topic: 'Другое', answers: [] },
      attachments: [{ filename: 'a.txt' }],
    });
  });

  test('in a ticket that lives already it is a message, and the ticket stays whose it is', async () => {
    const visitor = await office.visitor('ru');
    await visitor.send({ text: 'Здравствуйте' });
    await office.ticketOf(visitor);
    await visitor.send({ form: { id: 'order', answers: { number: '7' } } });
    const ticket = await office.ticketOf(visitor, 2);
    expect(ticket).toMatchObject({ subject: 'Здравствуйте', team: { id: office.team }, preview: '7' });
  });

  test('nothing is lost of a form that was taken out while its page was open', async () => {
    const visitor = await office.visitor('en');
    expect(await visitor.send({ form: { id: 'gone', answers: { size: '42' } } })).toBeNull();
    const ticket = await office.ticketOf(visitor);
    expect(ticket).toMatchObject({ subject: 'gone', team: { id: office.team } });
    expect(messagesOf(ticket)[0]?.content).toEqual({ kind: 'form', topic: 'gone', answers: [{ label: 'size', value: '42' }] });
  });

  test('nothing is lost of a form that asks for more since its page was loaded; who answers it as it is now is asked for all of it', async () => {
    const visitor = await office.visitor('en');
    const shown = visitor.session.inbox.forms.find(({ id }) => id === 'other');
    const more = {
      id: 'other',
      topic: words('Something else', 'Другое'),
      fields: [{ kind: 'text', id: 'why', label: words('Why', 'Почему'), required: true }],
    };
    await setForms([more]);
    const again = await until('the form is asked as it is now', async () => {
      const session = (await office.visitor('en')).session;
      return session.inbox.forms.find(({ id, fields }) => id === 'other' && fields.length === 1);
    });
    expect(await visitor.send({ form: { id: 'other', answers: {}, version: again.version } })).toBe('form-field-missing');
    expect(visitor.client.errors.at(-1)?.text).toBe('“Why” is needed.');
    expect(await visitor.send({ form: { id: 'other', answers: {}, version: shown?.version } })).toBeNull();
    expect(await office.ticketOf(visitor)).toMatchObject({ subject: 'Другое' });
    await setForms(forms(orders));
    await until('the forms are as before', async () => (await office.visitor('en')).session.inbox.forms.length === 3);
  });

  test('a team that is not there any more leaves the ticket with the inbox’s own', async () => {
    const visitor = await office.visitor('en');
    await visitor.send({ form: { id: 'lost', answers: {} } });
    expect(await office.ticketOf(visitor)).toMatchObject({ subject: 'Потеряно', team: { id: office.team } });
  });

  test.each([
    [{ id: 'order', answers: { number: ' ' } }, 'form-field-missing', /Order number/],
    [{ id: 'order', answers: { what: '1' } }, 'form-field-missing', /Order number/],
    [{ id: 'order', answers: {} }, 'form-field-missing', /Order number/],
    [{ id: 'order', answers: { number: '1', what: '7' } }, 'form-field-not-choice', /What happened/],
  ])('%j is refused in words that name the field, and can be mended', async (form, code, named) => {
    const visitor = await office.visitor('en');
    const clientId = crypto.randomUUID();
    expect(await visitor.send({ clientId, form })).toBe(code);
    expect(visitor.client.errors.at(-1)?.text).toMatch(named);
    expect(await visitor.send({ clientId, form: { id: 'order', answers: { number: '5' } } })).toBeNull();
    expect((await office.ticketOf(visitor)).preview).toBe('5');
  });

  test.each([
    ['a form that is no form', { id: 'order', answers: ['1'] }],
    ['a name that is no name', { id: '../order', answers: {} }],
    ['an answer that is too long', { id: 'order', answers: { number: 'x'.repeat(2_001) } }],
    ['too many answers', { id: 'order', answers: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`f${n}`, 'x'])) }],
  ])('%s cannot be read', async (_what, form) => {
    expect(await (await office.visitor()).send({ form })).toBe('frame-unreadable');
  });

  test('threat:B5 threat:D5 markup, marks that turn the writing and what no database holds are words like any other', async () => {
    const visitor = await office.visitor('en');
    const value = '"><img src=x onerror=alert(1)>\u202egnp\0\ud800';
    await visitor.send({ form: { id: 'order', answers: { number: value } } });
    const [message] = messagesOf(await office.ticketOf(visitor));
    expect(message?.content).toMatchObject({ answers: [{ value: '"><img src=x onerror=alert(1)>\u202egnp\ufffd' }] });
  });

  test('where the visitor was is told as a page of the web, and without what may be secret in it', async () => {
    const visitor = await office.visitor('en');
    await visitor.send({ text: 'one', page: 'https://shop.test/cart?token=secret#step' });
    await visitor.send({ text: 'two', page: 'javascript:alert(1)' });
    const remarks = messagesOf(await office.ticketOf(visitor, 2)).map((message) => message.remarks);
    const page = 'https://shop.test/cart';
    expect(remarks).toEqual([[{ code: 'visitor-page', params: { page }, text: expect.stringContaining(page) }], []]);
  });

  test('what the page tells of the visitor is one line for agents, and no reason to refuse a message', async () => {
    const visitor = await office.visitor('en');
    const about = { attributes: { plan: 'pro', 'no\0name': '\ud800', debt: 0, trial: null }, tags: ['vip'], did: ['cart (items: 2)'] };
    await visitor.send({ text: 'one', about });
    await visitor.send({ text: 'two', about: { attributes: { nested: { a: 1 } }, tags: 'vip' } });
    const remarks = messagesOf(await office.ticketOf(visitor, 2)).map((message) => message.remarks);
    const told = 'plan: pro · noname: \ufffd · debt: 0 · trial: null · #vip · cart (items: 2)';
    expect(remarks).toEqual([[{ code: 'site-told', params: { told }, text: expect.stringContaining(told) }], []]);
  });

  test('what the settings say later does not change what was said', async () => {
    const visitor = await office.visitor('en');
    await visitor.send({ form: { id: 'order', answers: { number: '9', what: '0' } } });
    const { number } = await office.ticketOf(visitor);
    await setForms([{ id: 'order', topic: words('Renamed', 'Иначе'), fields: [] }]);
    const again = await office.ticketOf(visitor);
    expect([again.number, messagesOf(again)[0]?.content]).toEqual([
      number,
      expect.objectContaining({ topic: 'My order', answers: [expect.anything(), { label: 'What happened', value: 'Late' }] }),
    ]);
  });
});
