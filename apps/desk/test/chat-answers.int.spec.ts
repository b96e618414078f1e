import type { Message, Problem, TicketDetail, Upload } from '@app/contracts';
import { anInbox } from '@app/testing';
import { addReply } from '@app/store';
import type { ApiClient } from './api-client.js';
import { BotQueue } from './bot-queue.js';
import { DeskUnderTest } from './desk-under-test.js';
import { type Chat, World } from './world.js';

describe('answers in a chat of Telegram', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;
  let queue: BotQueue;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    queue = await BotQueue.of(desk, (await world.chat()).bot);
  });
  afterAll(async () => {
    await queue?.close();
    await desk?.close();
  });

  const answer = <Body = Message>(chat: Pick<Chat, 'number'>, body: object) => agent.post<Body>(`/tickets/${chat.number}/replies`, body);
  const detail = async ({ number }: Chat) => (await agent.get<TicketDetail>(`/tickets/${number}`)).body;

  test('fail:G13 HTML goes as text with formatting, and the timeline shows what the customer sees', async () => {
    const html = '<p><b>Total</b>: 5 * 2_000 &lt; 11k <anna@shop.test></p><script>x</script><p><a href="https://x.test/">the bill</a></p>';
    const { status, body } = await answer(await world.chat(), { text: 'ignored', html });
    expect(status).toBe(202);
    const text = 'Total: 5 * 2_000 < 11k <anna@shop.test>\n\nthe bill';
    expect(body.text).toBe(text);
    expect(body.html).toContain('<b>Total</b>: 5 * 2_000 &lt; 11k &lt;anna@shop.test&gt;');
    expect(body.html).toContain('<a href="https://x.test/"');
    expect(await queue.send()).toEqual([
      {
        text,
        entities: [
          { type: 'bold', offset: 0, length: 5 },
          { type: 'text_link', url: 'https://x.test/', offset: text.indexOf('the bill'), length: 8 },
        ],
      },
    ]);
  });

  test.each([
    ['nothing but plain words', { text: '', html: '<p>Hello</p>' }, 'Hello'],
    ['no HTML at all', { text: '<b>Hello</b> & _bye_' }, '<b>Hello</b> & _bye_'],
  ])('of %s there is no HTML to show', async (_what, body, text) => {
    expect((await answer(await world.chat(), body)).body).toMatchObject({ text, html: null });
    expect(await queue.send()).toEqual([{ text }]);
  });

  test('HTML that says nothing is no answer; pasted pictures are not sent as if they were text', async () => {
    expect(await answer<Problem>(await world.chat(), { text: 'x', html: '<p> </p><img src="data:image/png;base64,AAAA">' })).toMatchObject({
      status: 400,
      body: { code: 'reply-empty' },
    });
    expect(await answer<Problem>(await world.chat(), { text: 'x', html: '<b><i><ul>'.repeat(300) })).toMatchObject({
      status: 400,
      body: { code: 'html-too-deep' },
    });
  });

  test('buttons stand below the text, and in the timeline', async () => {
    const chat = await world.chat();
    const { body } = await answer(chat, { text: 'Which one?', choices: [' The first ', 'The second'] });
    expect(body.choices).toEqual(['The first', 'The second']);
    expect(await queue.send()).toEqual([{ text: 'Which one?', choices: ['The first', 'The second'] }]);
    for (const choices of [[''], ['x'.repeat(61)], Array.from({ length: 11 }, String)])
      expect((await answer(chat, { text: 'Which one?', choices })).status).toBe(400);
  });

  test('an answer to one message names it, with the beginning of what it says', async () => {
    const chat = await world.chat();
    const { body } = await answer(chat, { text: 'Yes', replyTo: chat.messageId });
    expect(body.answers).toEqual({ message: chat.messageId, text: 'Hello' });
    const elsewhere = await world.chat();
    for (const replyTo of [elsewhere.messageId, await world.mail()])
      expect(await answer<Problem>(chat, { text: 'Yes', replyTo })).toMatchObject({ status: 400, body: { code: 'reply-to-elsewhere' } });
    await queue.send();
  });

  test('files go with their words below them', async () => {
    const form = new FormData();
    form.append('file', new Blob(['%PDF-1.4'], { type: 'application/pdf' }), 'bill.pdf');
    const { body: file } = await agent.post<Upload>('/attachments', form);
    await answer(await world.chat(), { text: '', html: 'Your <b>bill</b>', attachments: [file.id] });
    expect(await queue.send()).toEqual([
      { attachmentId: file.id, caption: 'Your bill', entities: [{ type: 'bold', offset: 5, length: 4 }] },
    ]);
  });

  test('what only Telegram has is refused elsewhere in words, for nobody would see it', async () => {
    const mail = await world.ticket();
    for (const body of [{ choices: ['Yes'] }, { replyTo: await world.mail() }])
      expect(await answer<Problem>(mail, { text: 'x', ...body })).toMatchObject({ status: 400, body: { code: 'only-in-telegram' } });
    const started = { inbox: world.mailbox, to: { address: 'a@x.test' }, subject: 's', text: 't', choices: ['Yes'] };
    expect(await agent.post<Problem>('/tickets', started)).toMatchObject({ status: 400, body: { code: 'only-in-telegram' } });
  });

  test('fail:G8 who blocked the bot is not written to, and not again; what the product says by itself is not refused', async () => {
    const chat = await world.chat();
    const { body: sent } = await answer(chat, { text: 'Hello' });
    await queue.refused(await queue.take());
    await desk.store.query(`update conversations set blocked_at = now() where id = $1`, [chat.conversationId]);
    expect((await detail(chat)).conversations[0]?.blockedAt).not.toBeNull();
    const refused = { status: 409, body: { code: 'chat-blocked' } };
    expect(await answer<Problem>(chat, { text: 'Still there?' })).toMatchObject(refused);
    expect(await agent.post<Problem>(`/messages/${sent.id}/retry`, {})).toMatchObject(refused);
    const place = { ticketId: chat.ticketId, conversationId: chat.conversationId };
    await desk.store.transaction((tx) => addReply(tx, { ...place, kind: 'auto', authorId: null, way: 'api', text: 'Soon', next: 'keep' }));
    await desk.store.query(`update conversations set blocked_at = null where id = $1`, [chat.conversationId]);
    expect((await agent.post(`/messages/${sent.id}/retry`, {})).status).toBe(202);
    await queue.send();
  });

  test('of several conversations an answer with buttons goes to the one that was settled when it was read', async () => {
    const site = await anInbox(desk.store, 'webchat', world.team);
    const chat = await world.chat();
    await desk.store.query(
      `insert into conversations (id, inbox_id, external_key, contact_id, current_ticket_id)
       select gen_random_uuid(), $1, 'visitor', $2, $3`,
      [site, chat.contactId, chat.ticketId],
    );
    expect((await answer(chat, { text: 'Which?', choices: ['A'] })).body.conversationId).toBe(chat.conversationId);
    const other = (await detail(chat)).conversations.find(({ channel }) => channel === 'webchat')?.id;
    expect(await answer<Problem>(chat, { text: 'Which?', choices: ['A'], conversation: other })).toMatchObject({
      status: 400,
      body: { code: 'only-in-telegram' },
    });
    await queue.send();
  });
});
