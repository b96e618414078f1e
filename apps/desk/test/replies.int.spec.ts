import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import type { Message, Note, Problem, Ticket, TicketDetail, UndoneMessage, Upload } from '@app/contracts';
import { eventually } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';
import { World } from './world.js';

describe('answers over the API', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
  });
  afterAll(() => desk.close());

  const detail = async (number: number) => (await agent.get<TicketDetail>(`/tickets/${number}`)).body;
  const messages = async (number: number) => (await detail(number)).timeline.filter((item) => item.type === 'message');

  async function uploaded(text = 'bytes', name = 'счёт №1.pdf', type = 'application/pdf', as = agent): Promise<Upload> {
    const form = new FormData();
    form.append('file', new Blob([text], { type }), name);
    const answer = await as.post<Upload>('/attachments', form);
    expect(answer.status).toBe(201);
    return answer.body;
  }

  test('a held answer says until when, changes nothing, and undone it is gone with its files kept', async () => {
    const { number } = await world.ticket();
    const file = await uploaded();
    const asked = Date.now();
    const { body: held } = await agent.post<Message>(`/tickets/${number}/replies`, {
      text: 'Oops',
      undoSeconds: 60,
      attachments: [file.id],
    });
    expect(held.delivery).toMatchObject({ state: 'held' });
    // From when it was stored, which is between the call and its answer.
    const heldFor = Date.parse(held.delivery?.notBefore ?? '') - asked;
    expect([heldFor >= 59_000, heldFor <= 61_000 + Date.now() - asked]).toEqual([true, true]);
    expect((await detail(number)).state).toBe('new');
    const undone = await agent.call<UndoneMessage>('DELETE', `/messages/${held.id}`);
    expect(undone).toMatchObject({ status: 200, body: { ticketGone: false } });
    expect(await messages(number)).toHaveLength(1);
    const again = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'Better', attachments: [file.id] });
    expect(again.body.attachments).toMatchObject([{ id: file.id, filename: 'счёт №1.pdf' }]);
  });

  test('a file is an answer without a word; neither a word nor a file is none', async () => {
    const { number } = await world.ticket();
    const file = await uploaded();
    const { status, body } = await agent.post<Message>(`/tickets/${number}/replies`, { text: '', attachments: [file.id] });
    expect([status, body.text, body.attachments.map(({ id }) => id)]).toEqual([202, '', [file.id]]);
    const empty = { status: 400, body: { code: 'reply-empty' } };
    for (const nothing of [{ text: '' }, { text: ' ', attachments: [] }])
      expect(await agent.post(`/tickets/${number}/replies`, nothing)).toMatchObject(empty);
  });

  test('an answer on its way cannot be undone', async () => {
    const { number } = await world.ticket();
    const { body } = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'Gone' });
    expect(await agent.call('DELETE', `/messages/${body.id}`)).toMatchObject({ status: 409, body: { code: 'reply-on-its-way' } });
  });

  test("nobody attaches another's upload", async () => {
    const { number } = await world.ticket();
    const other = await desk.signedIn({ teams: [world.team] });
    const file = await uploaded('secret', 'a.txt', 'text/plain', other);
    const answer = await agent.post<Problem>(`/tickets/${number}/replies`, { text: 'Hm', attachments: [file.id] });
    expect(answer).toMatchObject({ status: 404, body: { code: 'attachment-missing' } });
    expect(await messages(number)).toHaveLength(1);
  });

  test("threat:B1 what an agent's HTML could run is taken out before anybody gets it", async () => {
    const { number } = await world.ticket();
    const html = '<p onclick="x()">Hi<script>alert(1)</script><a href="javascript:x">y</a></p>';
    const { body } = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'Hi', html });
    expect(body.html).toMatch(/^<p>Hi<a[^>]*>y<\/a><\/p>$/);
    expect(body.html).not.toContain('javascript');
  });

  test('a failed answer can be sent again, also to another address', async () => {
    const id = await world.failedReply();
    const { body } = await agent.post<Message>(`/messages/${id}/retry`, { to: { address: 'right@x.test' } });
    expect(body.delivery).toMatchObject({ state: 'queued', recipients: [{ address: 'right@x.test', state: 'queued' }] });
    expect(await agent.post(`/messages/${id}/retry`, {})).toMatchObject({ status: 409, body: { code: 'nothing-to-retry' } });
  });

  test('a failed answer tells why in the language asked for', async () => {
    const id = await world.failedReply();
    const [row] = await desk.store.query<{ number: number }>(
      `select t.number::int as number from tickets t join messages m on m.ticket_id = t.id where m.id = $1`,
      [id],
    );
    const { body } = await agent.call<TicketDetail>('GET', `/tickets/${row?.number}`, undefined, { 'accept-language': 'ru' });
    const reply = body.timeline.find((item) => item.id === id) as Message;
    expect(reply.delivery).toMatchObject({ state: 'failed', reason: { code: 'mailbox-unknown' } });
  });

  test('an answer that was written for an older version of the ticket is refused', async () => {
    const { number } = await world.ticket();
    const { version } = await detail(number);
    await agent.patch(`/tickets/${number}`, { assignee: 'me' });
    const stale = await agent.post<Problem>(`/tickets/${number}/replies`, { text: 'x' }, { 'if-match': `"${version}"` });
    expect(stale).toMatchObject({ status: 409, body: { code: 'ticket-changed', params: { changed: 'assigned', state: 'open' } } });
  });

  test('a closed ticket takes no answer, and says what to do; a note it takes', async () => {
    const { number } = await world.ticket();
    await agent.patch(`/tickets/${number}`, { state: 'closed' });
    const { status, body } = await agent.post<Problem>(`/tickets/${number}/replies`, { text: 'Hello' });
    expect([status, body.code, body.title]).toEqual([409, 'ticket-closed', expect.stringContaining('start a new one')]);
    expect(await messages(number)).toHaveLength(1);
    expect((await agent.post(`/tickets/${number}/notes`, { text: 'Hm' })).status).toBe(201);
  });

  describe('an answer for the version that was seen', () => {
    const answer = (as: ApiClient, number: number, version: number, body: object = {}) =>
      as.post<Problem>(`/tickets/${number}/replies`, { text: 'Hello', ...body }, { 'if-match': `"${version}"` });

    test('two agents at once: one answer is taken, also while it can be undone, and the other is told of it', async () => {
      const { number } = await world.ticket();
      const colleague = await desk.signedIn({ teams: [world.team] });
      const { version } = await detail(number);
      const both = await Promise.all([agent, colleague].map((one) => answer(one, number, version, { undoSeconds: 60 })));
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([202, 409]));
      const refused = both.find(({ status }) => status === 409);
      expect(refused?.body).toMatchObject({
        code: 'ticket-changed',
        title: expect.stringContaining('colleague'),
        params: { version: version + 1, changed: 'answered', said: 'colleague', others: true },
      });
      expect(await messages(number)).toHaveLength(2);
    });

    test('the customer wrote meanwhile, which changes nothing else: it is refused and says so', async () => {
      const { number, conversationId } = await world.ticket();
      const { version } = await detail(number);
      await world.customerWrites(conversationId);
      const { body } = await answer(agent, number, version);
      expect(body).toMatchObject({ code: 'ticket-changed', params: { version: version + 1, changed: 'customer-wrote', said: 'customer' } });
      expect((await answer(agent, number, version + 1)).status).toBe(202);
    });

    test('each answer makes one version, so that one agent can write two in a row; a note makes none', async () => {
      const { number } = await world.ticket();
      const { version } = await detail(number);
      expect((await answer(agent, number, version)).status).toBe(202);
      await agent.post(`/tickets/${number}/notes`, { text: 'Hm' });
      expect((await answer(agent, number, version + 1)).status).toBe(202);
      expect((await detail(number)).version).toBe(version + 2);
    });

    test('of the own doing alone, the refusal says that it was', async () => {
      const { number } = await world.ticket();
      const { version } = await detail(number);
      await agent.patch(`/tickets/${number}`, { tags: ['late'] });
      expect((await answer(agent, number, version)).body.params).toMatchObject({ changed: 'tags-changed', said: null, others: false });
      await answer(agent, number, version + 1);
      expect((await answer(agent, number, version + 1)).body.params).toMatchObject({ changed: 'answered', said: 'you', others: false });
    });

    test('one that was undone counts too: what was written before it is looked at again', async () => {
      const { number } = await world.ticket();
      const { version } = await detail(number);
      const { body: held } = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'Oops', undoSeconds: 60 });
      await agent.call('DELETE', `/messages/${held.id}`);
      expect((await answer(agent, number, version + 1)).body.params).toMatchObject({ version: version + 2, said: null });
    });
  });

  test('an agent writes first: a ticket of the agent, with the mail on its way', async () => {
    const body = { inbox: world.mailbox, to: { address: 'Petr@x.test', name: 'Пётр' }, subject: 'Ваш заказ', text: 'Добрый день!' };
    const { body: ticket } = await agent.post<Ticket>('/tickets', body);
    expect(ticket).toMatchObject({ state: 'open', subject: 'Ваш заказ', assignee: { id: agent.agentId }, contact: { name: 'Пётр' } });
    const found = await detail(ticket.number);
    expect(found.timeline.find((item) => item.type === 'message')).toMatchObject({
      kind: 'reply',
      to: [{ address: 'Petr@x.test', name: 'Пётр' }],
      delivery: { state: 'queued', recipients: [{ address: 'petr@x.test' }] },
    });
    expect(found.timeline.find((item) => item.type === 'event' && item.code === 'opened')).toMatchObject({ actor: { type: 'agent' } });
  });

  test('mentions of a note are agents', async () => {
    const { number } = await world.ticket();
    const note = await agent.post<Note>(`/tickets/${number}/notes`, { text: 'See', mentions: [agent.agentId] });
    expect(note.body.mentions).toMatchObject([{ id: agent.agentId }]);
    const unknown = await agent.post(`/tickets/${number}/notes`, { text: 'See', mentions: [world.team] });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'agent-missing' } });
  });

  test('reading up to a position makes the ticket read, for this agent alone, until the customer writes again', async () => {
    const { number, position } = await world.ticket();
    const other = await desk.signedIn({ teams: [world.team] });
    await agent.call('PUT', `/tickets/${number}/read`, { position });
    expect((await detail(number)).unread).toBe(false);
    expect((await other.get<TicketDetail>(`/tickets/${number}`)).body.unread).toBe(true);
  });

  describe('an Idempotency-Key', () => {
    test('sends one answer for many calls, at once and later, and gives them all the same', async () => {
      const { number } = await world.ticket();
      const send = () => agent.post<Message>(`/tickets/${number}/replies`, { text: 'Once' }, { 'idempotency-key': `key-${number}` });
      const answers = await Promise.all([send(), send(), send()]);
      answers.push(await send());
      expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202, 202]);
      expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
      expect(await messages(number)).toHaveLength(2);
    });

    test('with another body is refused', async () => {
      const { number } = await world.ticket();
      const headers = { 'idempotency-key': `other-${number}` };
      await agent.post(`/tickets/${number}/replies`, { text: 'A' }, headers);
      const other = await agent.post(`/tickets/${number}/replies`, { text: 'B' }, headers);
      expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    });

    test('of a call that was refused may be used again', async () => {
      const { number } = await world.ticket();
      const headers = { 'idempotency-key': `again-${number}` };
      const body = { text: 'Hm', conversation: world.team };
      expect((await agent.post(`/tickets/${number}/replies`, body, headers)).status).toBe(404);
      expect((await agent.post(`/tickets/${number}/replies`, { text: 'Hm' }, headers)).status).toBe(202);
    });

    test('is the own of each agent', async () => {
      const { number } = await world.ticket();
      const other = await desk.signedIn({ teams: [world.team] });
      const headers = { 'idempotency-key': 'shared' };
      const mine = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'A' }, headers);
      const theirs = await other.post<Message>(`/tickets/${number}/replies`, { text: 'A' }, headers);
      expect(theirs.body.id).not.toBe(mine.body.id);
    });
  });

  describe('files', () => {
    async function linkOf(upload: Upload): Promise<string> {
      const { number } = await world.ticket();
      const { body } = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'See', attachments: [upload.id] });
      return body.attachments[0]?.url ?? '';
    }

    test('are fetched by their signed link from the customers listener, as downloads with their names', async () => {
      const response = await fetch(await linkOf(await uploaded('PDF bytes')));
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('PDF bytes');
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="____ _1.pdf"; filename*=UTF-8''%D1%81%D1%87%D1%91%D1%82%20%E2%84%961.pdf`,
      );
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-type')).toBe('application/octet-stream');
    });

    test('that are pictures are shown in place; a page that calls itself one is not', async () => {
      const picture = await fetch(await linkOf(await uploaded('GIF89a and so on', 'a.gif', 'image/gif')));
      expect([picture.headers.get('content-type'), picture.headers.get('content-disposition')?.split(';')[0]]).toEqual([
        'image/gif',
        'inline',
      ]);
      const page = await fetch(await linkOf(await uploaded('<script>alert(1)</script>', 'a.svg', 'image/svg+xml')));
      expect([page.headers.get('content-type'), page.headers.get('content-disposition')?.split(';')[0]]).toEqual([
        'application/octet-stream',
        'attachment',
      ]);
    });

    test('of 1 MB travel whole', async () => {
      const text = 'ё'.repeat(500_000);
      const response = await fetch(await linkOf(await uploaded(text, 'big.txt', 'text/plain')));
      expect(await response.text()).toBe(text);
    });

    test('are refused where the link was changed or is too old', async () => {
      const url = new URL(await linkOf(await uploaded()));
      const other = await uploaded();
      const foreign = new URL(url);
      foreign.pathname = `/files/${other.id}`;
      const later = new URL(url);
      later.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1));
      const old = new URL(url);
      old.searchParams.set('expires', '1');
      for (const changed of [foreign, later, old]) expect((await fetch(changed)).status).toBe(403);
    });

    test('above 25 MB are refused, and the next upload works', async () => {
      const form = new FormData();
      form.append('file', new Blob([Buffer.alloc(25_000_001)]), 'huge.bin');
      const answer = await agent.post<Problem>('/attachments', form);
      expect(answer).toMatchObject({ status: 413, body: { code: 'file-too-large', title: 'The file is larger than 25 MB.' } });
      await uploaded();
    });

    test('are asked for where there are none', async () => {
      expect(await agent.post('/attachments', { file: 'x' })).toMatchObject({ status: 400, body: { code: 'file-needed' } });
      const form = new FormData();
      form.append('other', 'x');
      expect(await agent.post('/attachments', form)).toMatchObject({ status: 400, body: { code: 'file-needed' } });
    });

    test('are sent one at a time: of two in one call none is taken', async () => {
      const before = await desk.store.query(`select from attachments`);
      const form = new FormData();
      for (const name of ['a.txt', 'b.txt']) form.append('file', new Blob([name.repeat(50_000)]), name);
      expect(await agent.post('/attachments', form)).toMatchObject({ status: 400, body: { code: 'one-file-only' } });
      expect(await desk.store.query(`select from attachments`)).toHaveLength(before.length);
      await uploaded();
    });

    test('cut off in the middle leave nothing', async () => {
      const before = await desk.store.query(`select from attachments`);
      const unfinished = path.join(desk.dataDir, 'blobs', 'tmp');
      const headers = {
        cookie: agent.cookie ?? '',
        'x-csrf-token': agent.csrfToken ?? '',
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': '1000000',
      };
      const upload = request(`${desk.url}/api/v1/attachments`, { method: 'POST', headers });
      upload.on('error', () => undefined);
      upload.write(`--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n${'half'.repeat(50_000)}`);
      await eventually(async () => expect(await readdir(unfinished)).toHaveLength(1));
      upload.destroy();
      await eventually(async () => expect(await readdir(unfinished)).toEqual([]));
      expect(await desk.store.query(`select from attachments`)).toHaveLength(before.length);
    });
  });
});
