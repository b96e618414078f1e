import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Message, Note, Problem, Team, TicketDetail, Upload } from '@app/contracts';
import { addReply, type DueMessage } from '@app/store';
import { anInbox } from '@app/testing';
import { fc } from '@app/fuzz';
import type { ApiClient } from './api-client.js';
import { Correspondence, type Mail, takeDue } from './correspondence.js';
import { DeskUnderTest } from './desk-under-test.js';
import { World } from './world.js';

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

describe('what an answer by mail is made of', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;
  let admin: ApiClient;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    admin = await desk.signedIn({ role: 'admin' });
    await desk.store.query(`update agents set name = 'Анна' where id = $1`, [agent.agentId]);
    await desk.store.query(`update organisation set name = 'Тёплый хлеб', time_zone = 'Europe/Moscow'`);
    await desk.store.query(`update teams set name = 'Поддержка' where id = $1`, [world.team]);
  });
  afterAll(() => desk.close());

  let customers = 0;
  const aCustomer = () => `ivan-${(customers += 1)}@x.test`;
  async function correspondence(...mails: readonly Partial<Mail>[]): Promise<Correspondence> {
    const [made, from] = [new Correspondence(desk, world.mailbox), aCustomer()];
    for (const mail of mails.length > 0 ? mails : [{}]) await made.arrives({ from, ...mail });
    return made;
  }
  async function uploaded(bytes: Buffer, name = 'a.gif', type = 'image/gif', as = agent): Promise<Upload> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
    return (await as.post<Upload>('/attachments', form)).body;
  }
  const sign = (signature: string | null) => admin.patch<Team>(`/teams/${world.team}`, { signature });

  describe('pictures', () => {
    test('an uploaded picture is shown where the HTML names it, with its Content-ID; other files stand below', async () => {
      const [picture, file] = [await uploaded(GIF), await uploaded(Buffer.from('PDF'), 'bill.pdf', 'application/pdf')];
      const html = `<p>See <img src="cid:${picture.id}" alt="logo"></p>`;
      const { body } = await (await correspondence()).reply(agent, { text: 'See logo', html, attachments: [file.id, picture.id] });
      expect(body.html).toBe(`<p>See <img data-attachment="${picture.id}" alt="logo" /></p>`);
      expect(body.attachments).toMatchObject([
        { id: file.id, inline: false, contentId: null },
        { id: picture.id, inline: true, contentId: `${picture.id}@shop.test`, picture: true },
      ]);
    });

    test('one that only the HTML names goes along too', async () => {
      const picture = await uploaded(GIF);
      const { body } = await (await correspondence()).reply(agent, { html: `<img src="cid:${picture.id.toUpperCase()}">` });
      expect(body.attachments).toMatchObject([{ id: picture.id, inline: true }]);
    });

    test('one that was pasted becomes a file of the answer, whose bytes are the pasted ones', async () => {
      const src = `data:image/gif;base64,${GIF.toString('base64')}`;
      const { body } = await (await correspondence()).reply(agent, { html: `<p>a<img src="${src}"></p>` });
      expect(body.attachments).toMatchObject([{ filename: 'picture-1.gif', contentType: 'image/gif', size: GIF.length, inline: true }]);
      expect(body.html).toBe(`<p>a<img data-attachment="${body.attachments[0]?.id}" /></p>`);
      const bytes = await (await fetch(body.attachments[0]?.url ?? '')).arrayBuffer();
      expect(Buffer.from(bytes)).toEqual(GIF);
    });

    test('a large one is taken too, and an answer of nothing but formatting is not', async () => {
      const large = Buffer.concat([GIF, Buffer.alloc(1_500_000)]);
      const { body } = await (await correspondence()).reply(agent, {
        html: `<img src="data:image/gif;base64,${large.toString('base64')}">`,
      });
      expect(body.attachments).toMatchObject([{ size: large.length, inline: true }]);
      const long = `<p>${'<b>x</b>'.repeat(40_000)}</p>`;
      expect(await (await correspondence()).reply<Problem>(agent, { html: long })).toMatchObject({
        status: 400,
        body: { code: 'html-too-long' },
      });
    });

    test('HTML alone is an answer: its words are the plain text', async () => {
      const { body } = await (await correspondence()).reply(agent, { text: '', html: '<p>One</p><ul><li>two</li></ul>' });
      expect(body.text).toMatch(/^One\n+.*two$/);
      const nothing = await (await correspondence()).reply<Problem>(agent, { text: '', html: '<p> <br></p>' });
      expect(nothing).toMatchObject({ status: 400, body: { code: 'reply-empty' } });
    });

    test('what no picture is, is none; what another mail named is gone', async () => {
      const html = '<p>a<img src="data:image/svg+xml;base64,PHN2Zz4="><img src="data:text/html;base64,PGI+"></p>';
      const { body } = await (await correspondence()).reply(agent, { html });
      expect([body.attachments, body.html]).toEqual([[], expect.not.stringMatching(/svg|PGI/)]);
    });

    test("another's upload is not shown by naming it", async () => {
      const other = await desk.signedIn({ teams: [world.team] });
      const secret = await uploaded(GIF, 'secret.gif', 'image/gif', other);
      const answer = await (await correspondence()).reply<Problem>(agent, { html: `<img src="cid:${secret.id}">` });
      expect(answer).toMatchObject({ status: 404, body: { code: 'attachment-missing' } });
    });

    test('undone, it is an upload again, and a file like others in the next answer', async () => {
      const [picture, thread] = [await uploaded(GIF), await correspondence()];
      const { body } = await thread.reply(agent, { html: `<img src="cid:${picture.id}">`, undoSeconds: 60 });
      await agent.call('DELETE', `/messages/${body.id}`);
      const again = await thread.reply(agent, { attachments: [picture.id] });
      expect(again.body.attachments).toMatchObject([{ id: picture.id, inline: false, contentId: null }]);
    });
  });

  describe("the team's signature", () => {
    afterEach(() => sign(null));

    test('is put below with its variables filled in, apart from the text, and stays as it was when it went', async () => {
      await sign('С уважением,\n{{agent.name}}\n{{team.name}}, {{ organisation.name }}');
      const thread = await correspondence();
      const filled = 'С уважением,\nАнна\nПоддержка, Тёплый хлеб';
      expect((await thread.suggested(agent)).signature).toBe(filled);
      const { body } = await thread.reply(agent, { text: 'Готово.' });
      expect(body).toMatchObject({ text: 'Готово.', html: null, signature: filled });
      await sign('New');
      const [due] = (await takeDue(desk, world.mailbox)).filter(({ id }) => id === body.id);
      expect(due).toMatchObject({ text: 'Готово.', signature: filled, from: { address: 'support@shop.test', name: 'Анна (Тёплый хлеб)' } });
    });

    test('is left out where the agent says so, and where there is none', async () => {
      await sign('Best regards');
      const thread = await correspondence();
      expect((await thread.reply(agent, { signature: false })).body.signature).toBeNull();
      await sign(null);
      expect((await thread.reply(agent, {})).body.signature).toBeNull();
      expect((await thread.suggested(agent)).signature).toBeNull();
    });

    test('goes with the first word to a customer, too', async () => {
      await sign('{{agent.name}}');
      const first = { inbox: world.mailbox, to: { address: aCustomer() }, subject: 'Hi', text: 'Hello' };
      const [message] = (
        await agent.get<TicketDetail>(`/tickets/${(await agent.post<{ number: number }>('/tickets', first)).body.number}`)
      ).body.timeline.filter((item) => item.type === 'message');
      expect(message?.signature).toBe('Анна');
    });

    test.each(['{{agent.email}}', '{{ticket.notes}}', '{{}}', 'x {{agent.name}} {{constructor}}'])(
      'threat:B13 a variable that is not known is refused: %s',
      async (signature) => {
        expect(await sign(signature)).toMatchObject({ status: 400, body: { errors: [{ field: 'signature' }] } });
      },
    );

    test('is of mail: a chat has none', async () => {
      await sign('Best regards');
      const { id, number } = await world.ticket();
      const chat = await anInbox(desk.store, 'telegram', world.team, {});
      await desk.store.query(`update conversations set inbox_id = $2 where current_ticket_id = $1`, [id, chat]);
      const { body } = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'Hi', quote: true });
      expect(body).toMatchObject({ signature: null, quotedText: null });
      const named = await agent.post<Problem>(`/tickets/${number}/replies`, { text: 'Hi', cc: [{ address: 'kate@x.test' }] });
      expect(named).toMatchObject({ status: 400, body: { code: 'chat-has-no-addresses' } });
      const { body: found } = await agent.get<TicketDetail>(`/tickets/${number}`);
      expect(found.conversations).toMatchObject([{ answer: null }]);
    });
  });

  describe('quoted history', () => {
    test('is there when the agent or the inbox asks for it, newest first, each message below whose it is', async () => {
      const ivan = aCustomer();
      const thread = await correspondence({ from: ivan, text: 'Где мой счёт?' });
      await thread.reply(agent, { text: 'Сейчас посмотрим.' });
      await takeDue(desk, world.mailbox);
      await thread.arrives({ from: ivan, text: 'Жду.\nДо завтра.' });
      await desk.store.query(`update inboxes set language = 'ru' where id = $1`, [world.mailbox]);
      const { body } = await thread.reply(agent, { text: 'Вот он.', quote: true });
      await desk.store.query(`update inboxes set language = null, settings = settings || '{"quoteHistory": true}' where id = $1`, [
        world.mailbox,
      ]);
      const { quotedText } = (await thread.reply(agent, { text: 'And here.' })).body;
      const without = (await thread.reply(agent, { text: 'Nothing.', quote: false })).body;
      await desk.store.query(`update inboxes set settings = settings - 'quoteHistory' where id = $1`, [world.mailbox]);
      const day = String.raw`\d+ [а-я]+ \d{4} г\. в \d\d:\d\d`;
      expect(body.quotedText).toMatch(
        new RegExp(
          `^${day}, <${ivan}> пишет:\n> Жду\\.\n> До завтра\\.\n\n${day}, Анна Тёплый хлеб <support@shop\\.test> пишет:\n> Сейчас посмотрим\\.\n\n${day}, <${ivan}> пишет:\n> Где мой счёт\\?$`,
        ),
      );
      expect(body.text).toBe('Вот он.');
      expect(quotedText).toMatch(/^On .* wrote:\n> Жду/);
      expect(without.quotedText).toBeNull();
    });

    test('fail:S9 has no note, nothing automatic, nothing of other conversations, and nothing that was not sent', async () => {
      const ivan = aCustomer();
      const thread = await correspondence({ from: ivan, text: 'asked' });
      const { id, number, conversationId } = await thread.ticket();
      await agent.post<Note>(`/tickets/${number}/notes`, { text: 'secret note' });
      await thread.arrives({ from: ivan, text: 'out of office', automatic: true });
      await desk.store.transaction((tx) =>
        addReply(tx, { ticketId: id, conversationId, kind: 'auto', authorId: null, way: 'api', text: 'we got it', next: 'keep' }),
      );
      await takeDue(desk, world.mailbox);
      await thread.reply(agent, { text: 'not yet sent', undoSeconds: 60 });
      const other = await correspondence({ from: ivan, text: 'elsewhere' });
      await desk.store.query(`update messages set ticket_id = $1 where conversation_id = $2`, [id, (await other.ticket()).conversationId]);
      const { body } = await thread.reply(agent, { quote: true, conversation: conversationId });
      expect(body.quotedText?.match(/^> .*/gm)).toEqual(['> asked']);
    });

    test('threat:A8 what a stranger wrote with our token is not repeated to the customer', async () => {
      const thread = await correspondence({ text: 'asked' });
      const { body: sent } = await thread.reply(agent, { text: 'answered' });
      const [row] = await desk.store.query<{ token: string }>(`select reply_token as token from messages where id = $1`, [sent.id]);
      await takeDue(desk, world.mailbox);
      await thread.arrives({ from: 'stranger@evil.test', text: 'phishing', token: row?.token ?? '' });
      const { body } = await thread.reply(agent, { quote: true });
      expect(body.quotedText?.match(/^> .*/gm)).toEqual(['> answered', '> asked']);
    });
  });

  describe('fail:S2 the size of the mail is looked at before it is sent', () => {
    const megabytes = async (...sizes: number[]) =>
      Promise.all(sizes.map(async (size, n) => (await uploaded(Buffer.alloc(size * 1_000_000, n), `${n}.bin`, 'application/zip')).id));

    test('files that are more than the server takes are refused with both figures, in words', async () => {
      const thread = await correspondence();
      const attachments = await megabytes(10, 10);
      const { status, body } = await thread.reply<Problem>(agent, { attachments });
      expect({ status, code: body.code }).toEqual({ status: 413, code: 'reply-too-large' });
      expect(body.params).toMatchObject({ limit: 25_000_000, megabytes: 28, limitMegabytes: 25 });
      expect(Number(body.params['size'])).toBeGreaterThan(27_000_000);
      expect(body.title).toContain('28 MB');
      expect((await thread.suggested(agent)).sizeLimit).toBe(25_000_000);
      expect((await thread.reply(agent, { attachments: attachments.slice(1) })).status).toBe(202);
    });

    test('a provider that takes more, takes more; a chat has a limit of its own', async () => {
      const gmail = await anInbox(desk.store, 'email', world.team, { address: 'shop@gmail.example', smtp: { host: 'smtp.gmail.com' } });
      const thread = new Correspondence(desk, gmail);
      await thread.arrives({ from: aCustomer() });
      expect((await thread.suggested(agent)).sizeLimit).toBeGreaterThan(30_000_000);
      expect((await thread.reply(agent, { attachments: await megabytes(10, 10) })).status).toBe(202);
    });

    test('a file of 40 MB is told to be too large when it is attached', async () => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(40_000_000)]), 'film.mp4');
      expect(await agent.post<Problem>('/attachments', form)).toMatchObject({ status: 413, body: { code: 'file-too-large' } });
    });

    test('what is asked next on the connection of a refused file is answered', async () => {
      const connection = new Agent({ keepAlive: true, maxSockets: 1 });
      const file =
        '--x\r\ncontent-disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n' + 'x'.repeat(40_000_000) + '\r\n--x--\r\n';
      const headers = { cookie: agent.cookie ?? '', 'x-csrf-token': agent.csrfToken ?? '' };
      const asked = async (method: string, path: string, type: string, body: string): Promise<number | undefined> => {
        const options = { agent: connection, method, headers: { ...headers, 'content-type': type, 'content-length': body.length } };
        const [response] = (await once(request(`${desk.url}/api/v1${path}`, options).end(body), 'response')) as [IncomingMessage];
        await text(response);
        return response.statusCode;
      };
      try {
        expect(await asked('POST', '/attachments', 'multipart/form-data; boundary=x', file)).toBe(413);
        expect(await asked('GET', '/session', 'text/plain', '')).toBe(200);
      } finally {
        connection.destroy();
      }
    });
  });

  describe('who it comes from', () => {
    test.each([
      ['agent', 'Анна'],
      ['organisation', 'Тёплый хлеб'],
      ['agent-and-organisation', 'Анна (Тёплый хлеб)'],
    ])('fromName %s: %s', async (fromName, name) => {
      await desk.store.query(`update inboxes set settings = settings || $2 where id = $1`, [world.mailbox, JSON.stringify({ fromName })]);
      const { body } = await (await correspondence()).reply(agent, {});
      await desk.store.query(`update inboxes set settings = settings - 'fromName' where id = $1`, [world.mailbox]);
      expect(body.from).toEqual({ address: 'support@shop.test', name });
    });
  });

  test('threat:E3 inv:I11 whatever agents and customers do, no mail holds a word of a note', async () => {
    type Action = 'note' | 'mail' | 'reply' | 'quoting' | 'held' | 'undo' | 'send' | 'start' | 'retry';
    const action = fc.constantFrom<Action>('note', 'note', 'mail', 'reply', 'quoting', 'quoting', 'held', 'undo', 'send', 'start', 'retry');
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 14 }), async (actions) => {
        const sent: DueMessage[] = [];
        const [ivan, mark] = [aCustomer(), `note-${randomUUID()}`];
        const thread = await correspondence({ from: ivan, text: 'asked' });
        const { number } = await thread.ticket();
        let last = '';
        const act: Record<Action, () => Promise<unknown>> = {
          note: () => agent.post(`/tickets/${number}/notes`, { text: `${mark} <b>secret</b>` }),
          mail: () => thread.arrives({ from: ivan, text: 'again' }),
          reply: async () => (last = (await thread.reply(agent, { html: '<p>Hello</p>', replyAll: true })).body.id),
          quoting: async () => (last = (await thread.reply(agent, { quote: true })).body.id),
          held: async () => (last = (await thread.reply(agent, { quote: true, undoSeconds: 60 })).body.id),
          undo: () => agent.call('DELETE', `/messages/${last}`),
          send: async () => sent.push(...(await takeDue(desk, world.mailbox))),
          start: () => agent.post('/tickets', { inbox: world.mailbox, to: { address: ivan }, subject: 'Hi', text: 'Hello' }),
          retry: async () => {
            await desk.store.query(`update deliveries set state = 'failed' where message_id::text = $1 and state = 'accepted'`, [last]);
            return agent.post(`/messages/${last}/retry`, { to: { address: aCustomer() } });
          },
        };
        for (const one of [...actions, 'note', 'quoting', 'send'] as const) await act[one]();
        expect(sent.length).toBeGreaterThan(0);
        const words = JSON.stringify(sent, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
        expect(words.includes('secret') || words.includes(mark)).toBe(false);
        const stored = await desk.store.query(
          `select from messages m where m.kind <> 'inbound' and concat(m.text, m.html, m.quoted, m.signature, m.subject) like '%' || $1 || '%'`,
          [mark],
        );
        expect(stored).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 600_000);
});
