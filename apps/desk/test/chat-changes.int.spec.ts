import type { Message, MessageVersions, Problem, TicketDetail, UndoneMessage, Upload } from '@app/contracts';
import { takeIn } from '@app/store';
import { aChatMessage } from '@app/testing';
import type { ApiClient, Answer } from './api-client.js';
import { BotQueue } from './bot-queue.js';
import { DeskUnderTest } from './desk-under-test.js';
import { type Chat, World } from './world.js';

const LONG = 'word '.repeat(1_600).trim();

describe('what was said in Telegram is changed and deleted', () => {
  let desk: DeskUnderTest;
  let world: World;
  let agent: ApiClient;
  let colleague: ApiClient;
  let lead: ApiClient;
  let admin: ApiClient;
  let queue: BotQueue;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    world = await World.of(desk);
    agent = await desk.signedIn({ teams: [world.team] });
    colleague = await desk.signedIn({ teams: [world.team] });
    lead = await desk.signedIn({ role: 'lead', teams: [world.team] });
    await desk.store.query(`update team_members set is_lead = true where agent_id = $1`, [lead.agentId]);
    admin = await desk.signedIn({ role: 'admin' });
    queue = await BotQueue.of(desk, (await world.chat()).bot);
  });
  afterAll(async () => {
    await queue?.close();
    await desk?.close();
  });

  async function said(body: object, as = agent): Promise<Chat & { id: string }> {
    const chat = await world.chat();
    const { status, body: message } = await as.post<Message>(`/tickets/${chat.number}/replies`, body);
    expect(status).toBe(202);
    return { ...chat, id: message.id };
  }
  const sent = async (body: object, as = agent) => {
    const message = await said(body, as);
    await queue.send();
    return message;
  };
  const change = <Body = Message>(id: string, body: object, as = agent): Promise<Answer<Body>> => as.patch<Body>(`/messages/${id}`, body);
  const remove = <Body = UndoneMessage>(id: string, as = agent): Promise<Answer<Body>> => as.call<Body>('DELETE', `/messages/${id}`);
  const detail = async ({ number }: Pick<Chat, 'number'>) => (await agent.get<TicketDetail>(`/tickets/${number}`)).body;
  const shown = async (message: Chat & { id: string }) => {
    const found = (await detail(message)).timeline.find((item) => item.id === message.id);
    if (found?.type !== 'message') throw new Error('It is not in the timeline.');
    return found;
  };
  const events = async (message: Chat) =>
    (await detail(message)).timeline.flatMap((item) => (item.type === 'event' && item.code.startsWith('reply-') ? [item] : []));
  const versions = async (id: string) =>
    (await agent.get<MessageVersions>(`/messages/${id}/versions`)).body.data.map(({ text, html }) => [text, html]);
  const file = async (name = 'bill.pdf') => {
    const form = new FormData();
    form.append('file', new Blob([name], { type: 'application/pdf' }), name);
    return (await agent.post<Upload>('/attachments', form)).body.id;
  };

  describe('changed', () => {
    test('before it is sent: it goes out as it is now, as if it had been written so', async () => {
      const message = await said({ text: 'Helo', choices: ['Yes'], undoSeconds: 60 });
      const { body } = await change(message.id, { text: 'x', html: '<b>Hello</b>' });
      expect(body).toMatchObject({ text: 'Hello', html: '<b>Hello</b>', edited: false, changing: null, delivery: { state: 'held' } });
      expect(await versions(message.id)).toEqual([]);
      expect(await events(message)).toEqual([]);
      await desk.store.query(`update deliveries set not_before = now() where message_id = $1`, [message.id]);
      expect(await queue.send()).toEqual([{ text: 'Hello', entities: [{ type: 'bold', offset: 0, length: 5 }], choices: ['Yes'] }]);
    });

    test('before it is sent it may become longer, and shorter, and keeps its files', async () => {
      const message = await said({ text: 'Hello', attachments: [await file('1.pdf'), await file('2.pdf')] });
      await change(message.id, { text: LONG });
      await change(message.id, { text: LONG.slice(0, 6_000) });
      const parts = await queue.send();
      expect(parts.map((part) => Object.keys(part))).toEqual([['text'], ['text'], ['album']]);
    });

    test('after it was sent: in the chat, by a call of its own; what it said is kept, and the timeline tells', async () => {
      const message = await sent({ text: 'x', html: 'Total: <b>12</b>' });
      const { status, body } = await change(message.id, { text: 'Total: 13' });
      expect(status).toBe(202);
      expect(body).toMatchObject({ text: 'Total: 13', html: null, edited: true, changing: { what: 'text', state: 'queued' } });
      // It arrived: that its text is being changed is no matter of its own state, nor of its ticket.
      expect(body.delivery).toMatchObject({ state: 'accepted', recipients: [{ state: 'accepted' }] });
      expect((await detail(message)).state).toBe('pending');
      expect(await queue.send()).toEqual([{ change: expect.any(String), text: 'Total: 13' }]);
      expect(await shown(message)).toMatchObject({ text: 'Total: 13', changing: null, changeable: true, deletable: true });
      expect(await versions(message.id)).toEqual([['Total: 12', 'Total: <b>12</b>']]);
      expect(await events(message)).toMatchObject([
        { code: 'reply-changed', text: 'An answer was changed', actor: { id: agent.agentId }, params: { message: message.id } },
      ]);
    });

    test('buttons below it stay', async () => {
      const message = await sent({ text: 'Which?', choices: ['A', 'B'] });
      await change(message.id, { text: 'Which one?' });
      expect(await queue.send()).toEqual([{ change: expect.any(String), text: 'Which one?', choices: ['A', 'B'] }]);
    });

    test('what it says already is not said again', async () => {
      const message = await sent({ text: 'Hello' });
      await change(message.id, { text: 'Hello' });
      expect(await queue.send()).toEqual([]);
      expect(await shown(message)).toMatchObject({ edited: false, changing: null });
      expect([await versions(message.id), await events(message)]).toEqual([[], []]);
    });

    test('of several parts each that differs; those that are too many are deleted; more than were sent it cannot have', async () => {
      const message = await said({ text: LONG });
      expect(await queue.send()).toHaveLength(2);
      await change(message.id, { text: `${LONG.slice(0, 7_000)} end` });
      expect(await queue.send()).toEqual([{ change: expect.any(String), text: expect.stringMatching(/end$/) }]);
      expect(await change<Problem>(message.id, { text: `${LONG} ${LONG}` })).toMatchObject({
        status: 400,
        body: { code: 'reply-grew-too-long' },
      });
      await change(message.id, { text: 'short' });
      expect(await queue.send()).toEqual([{ change: expect.any(String), text: 'short' }, { remove: [expect.any(String)] }]);
      expect(await change<Problem>(message.id, { text: LONG })).toMatchObject({ body: { code: 'reply-grew-too-long' } });
      expect(await shown(message)).toMatchObject({ text: 'short', changing: null });
    });

    test('partly sent: what waits goes out as it is now, what was sent is changed', async () => {
      const message = await said({ text: LONG });
      await queue.taken(await queue.take());
      await change(message.id, { text: LONG.replaceAll('word', 'WORD') });
      const parts = await queue.send();
      expect(parts.map((part) => 'change' in part)).toEqual([false, true]);
      expect(JSON.stringify(parts)).not.toContain('word');
    });

    test('below files, too, where it may come and go', async () => {
      const message = await sent({ text: '', attachments: [await file()] });
      await change(message.id, { text: 'Your bill' });
      await queue.send();
      await change(message.id, { text: '' });
      expect(await queue.send()).toEqual([{ change: expect.any(String), text: '', isCaption: true }]);
      expect(await change<Problem>(message.id, { text: 'x'.repeat(1_025) })).toMatchObject({ body: { code: 'reply-grew-too-long' } });
    });

    test('again before the change was made: only the last is, and only what the customer saw is a version', async () => {
      const message = await sent({ text: 'one' });
      await change(message.id, { text: 'two' });
      await change(message.id, { text: 'three' });
      expect(await queue.send()).toEqual([{ change: expect.any(String), text: 'three' }]);
      expect(await versions(message.id)).toEqual([['one', null]]);
    });

    test('and back again before the change was made: nothing is to be done', async () => {
      const message = await sent({ text: 'one' });
      await change(message.id, { text: 'two' });
      expect((await change(message.id, { text: 'one' })).body).toMatchObject({ text: 'one', edited: false, changing: null });
      expect(await queue.send()).toEqual([]);
      expect(await versions(message.id)).toEqual([]);
    });

    test('while it is being sent nobody knows what to change: one is told to try again, and then it works', async () => {
      const message = await said({ text: 'Helo' });
      const due = await queue.take();
      expect(await shown(message)).toMatchObject({ changeable: false, deletable: false });
      const busy = { status: 409, body: { code: 'reply-being-sent' } };
      expect(await change<Problem>(message.id, { text: 'Hello' })).toMatchObject(busy);
      expect(await remove<Problem>(message.id)).toMatchObject(busy);
      await queue.late(due);
      expect((await change(message.id, { text: 'Hello' })).body).toMatchObject({ edited: false });
      expect(await queue.send()).toEqual([{ text: 'Hello' }]);
    });

    test('while its change is being made: the same', async () => {
      const message = await sent({ text: 'one' });
      await change(message.id, { text: 'two' });
      const due = await queue.take();
      expect(await change<Problem>(message.id, { text: 'three' })).toMatchObject({ body: { code: 'reply-being-sent' } });
      await queue.taken(due);
      expect((await change(message.id, { text: 'three' })).status).toBe(202);
      await queue.send();
      expect(await versions(message.id)).toEqual([
        ['one', null],
        ['two', null],
      ]);
    });

    test('it never arrives twice, nor half old and half new, however sending and changing meet', async () => {
      for (let round = 0; round < 15; round += 1) {
        const message = await said({ text: 'old' });
        const sending = queue.send();
        const changing = change<Message & Problem>(message.id, { text: 'new' });
        const [first, { status, body }] = await Promise.all([sending, changing]);
        const parts = [...first, ...(await queue.send())];
        const told = parts.map((part) => ('text' in part ? part.text : ''));
        expect([status, body.code, told.at(-1)]).toEqual(status === 202 ? [202, undefined, 'new'] : [409, 'reply-being-sent', 'old']);
        expect(parts.filter((part) => !('change' in part))).toHaveLength(1);
        expect((await shown(message)).text).toBe(told.at(-1));
      }
    });

    test('of two at once both are told, and the chat and the message say the same', async () => {
      const message = await sent({ text: 'one' });
      const both = await Promise.all([change(message.id, { text: 'two' }), change(message.id, { text: 'three' }, admin)]);
      expect(both.map(({ status }) => status)).toEqual([202, 202]);
      const parts = await queue.send();
      expect(parts).toHaveLength(1);
      expect((await shown(message)).text).toBe(parts.map((part) => ('text' in part ? part.text : ''))[0]);
    });

    test('fail:S2 a change that Telegram refuses for good: the message says again what the customer sees, and why', async () => {
      const message = await sent({ text: 'x', html: 'Total: <b>12</b>' });
      await change(message.id, { text: 'Total: 13' });
      await queue.refused(await queue.take(), "Bad Request: message can't be edited");
      expect(await shown(message)).toMatchObject({
        text: 'Total: 12',
        html: 'Total: <b>12</b>',
        edited: false,
        delivery: { state: 'accepted' },
        changing: { what: 'text', state: 'failed', reason: { code: 'telegram-refused' } },
      });
      expect(await detail(message)).toMatchObject({ undelivered: false, state: 'pending', preview: 'Total: 12' });
      const [, failed] = await events(message);
      expect(failed).toMatchObject({ code: 'reply-change-failed', text: expect.stringContaining("message can't be edited") });
      // It can be tried again, and then nothing is left of the failure.
      await change(message.id, { text: 'Total: 13' });
      await queue.send();
      expect(await shown(message)).toMatchObject({ text: 'Total: 13', changing: null, edited: true });
      expect(await versions(message.id)).toEqual([['Total: 12', 'Total: <b>12</b>']]);
    });

    test('of several parts some are changed and one is refused: the message says what stands in the chat', async () => {
      const message = await said({ text: LONG });
      await queue.send();
      await change(message.id, { text: LONG.replaceAll('word', 'WORD') });
      await queue.taken(await queue.take());
      await queue.refused(await queue.take());
      const { text } = await shown(message);
      expect([text.match(/WORD/g)?.length, text.match(/word/g)?.length].every((count) => (count ?? 0) > 500)).toBe(true);
      expect(await queue.send()).toEqual([]);
    });

    test('a change that may have been made when the sender died is made again', async () => {
      const message = await sent({ text: 'one' });
      await change(message.id, { text: 'two' });
      await queue.take();
      await desk.store.query(`update deliveries set epoch = epoch - 1 where message_id = $1 and state = 'sending'`, [message.id]);
      await queue.recover();
      expect(await shown(message)).toMatchObject({ text: 'two', changing: { state: 'queued' } });
      expect(await queue.send()).toEqual([{ change: expect.any(String), text: 'two' }]);
    });
  });

  describe('deleted', () => {
    test('nothing of it was sent: it is gone, held or not', async () => {
      for (const undoSeconds of [0, 60]) {
        const message = await said({ text: 'Oops', undoSeconds });
        expect(await remove(message.id, colleague)).toMatchObject({ status: 200, body: { undone: true, ticketGone: false } });
        expect((await detail(message)).timeline.filter((item) => item.type === 'message')).toHaveLength(1);
      }
      expect(await queue.send()).toEqual([]);
    });

    test('in the chat with all of its messages; agents still see what it said', async () => {
      const files = [await file('1.pdf'), await file('2.pdf')];
      const message = await said({ text: LONG, attachments: files });
      await queue.send();
      expect(await remove(message.id)).toMatchObject({ status: 200, body: { undone: false, ticketGone: false } });
      expect(await queue.send()).toEqual([{ remove: Array.from({ length: 4 }, () => expect.any(String)) }]);
      expect(await shown(message)).toMatchObject({
        text: LONG,
        deletedAt: expect.any(String),
        changing: null,
        changeable: false,
        deletable: false,
        delivery: { state: 'accepted' },
      });
      expect(await events(message)).toMatchObject([{ code: 'reply-deleted', text: 'An answer was deleted' }]);
      const again = { status: 409, body: { code: 'message-deleted' } };
      expect(await remove<Problem>(message.id)).toMatchObject(again);
      expect(await change<Problem>(message.id, { text: 'x' })).toMatchObject(again);
    });

    test('partly sent: what waits is not sent', async () => {
      const message = await said({ text: LONG });
      await queue.taken(await queue.take());
      await remove(message.id);
      expect(await queue.send()).toEqual([{ remove: [expect.any(String)] }]);
    });

    test('with a change still to be made: that is not made', async () => {
      const message = await sent({ text: 'one' });
      await change(message.id, { text: 'two' });
      await remove(message.id);
      expect(await queue.send()).toEqual([{ remove: [expect.any(String)] }]);
      expect(await shown(message)).toMatchObject({ text: 'one', edited: false, deletedAt: expect.any(String) });
    });

    test('of parts that were deleted before, only the others', async () => {
      const message = await said({ text: LONG });
      await queue.send();
      await change(message.id, { text: 'short' });
      await queue.send();
      await remove(message.id);
      expect(await queue.send()).toEqual([{ remove: [expect.any(String)] }]);
    });

    test('refused for good: the message is shown as it stands, and why', async () => {
      const message = await sent({ text: 'one' });
      await remove(message.id);
      expect(await shown(message)).toMatchObject({ changing: { what: 'removal', state: 'queued' } });
      await queue.refused(await queue.take(), "Bad Request: message can't be deleted");
      expect(await shown(message)).toMatchObject({ deletedAt: null, text: 'one', changing: { what: 'removal', state: 'failed' } });
      expect((await events(message)).map(({ code }) => code)).toEqual(['reply-deleted', 'reply-removal-failed']);
    });

    test('Telegram deletes nothing that is older than 48 hours; it can still be changed', async () => {
      const message = await sent({ text: 'one' });
      await desk.store.query(`update deliveries set updated_at = now() - interval '49 hours' where message_id = $1`, [message.id]);
      expect(await shown(message)).toMatchObject({ changeable: true, deletable: false });
      expect(await remove<Problem>(message.id)).toMatchObject({ status: 409, body: { code: 'message-too-old' } });
      expect((await change(message.id, { text: 'two' })).status).toBe(202);
      await queue.send();
    });

    test('what may have arrived, nobody knows under which number, is told', async () => {
      const message = await said({ text: LONG });
      await queue.taken(await queue.take());
      await queue.take();
      await desk.store.query(`update deliveries set state = 'unknown' where message_id = $1 and state = 'sending'`, [message.id]);
      expect(await change<Problem>(message.id, { text: 'x' })).toMatchObject({ status: 409, body: { code: 'reply-not-all-sent' } });
      await remove(message.id);
      expect(await events(message)).toMatchObject([{ code: 'reply-deleted-in-part' }]);
      await queue.send();
      const lost = await said({ text: 'x' });
      await queue.refused(await queue.take());
      expect(await remove<Problem>(lost.id)).toMatchObject({ status: 409, body: { code: 'nothing-to-delete' } });
      // What was deleted is not sent again.
      expect(await agent.post<Problem>(`/messages/${message.id}/retry`, {})).toMatchObject({
        status: 409,
        body: { code: 'message-deleted' },
      });
    });

    test('of undoing and sending one wins: what was sent is deleted in the chat, or was never there', async () => {
      for (let round = 0; round < 15; round += 1) {
        const message = await said({ text: 'Oops' });
        const [parts, { status, body }] = await Promise.all([queue.send(), remove<UndoneMessage & Problem>(message.id)]);
        const after = await queue.send();
        const calls = [...parts, ...after].map((part) => Object.keys(part)[0]);
        expect([body.code, calls]).toEqual(
          status === 409 ? ['reply-being-sent', ['text']] : [undefined, body.undone ? [] : ['text', 'remove']],
        );
      }
    });

    test('of two who take it back at once one does, the other is told', async () => {
      const message = await sent({ text: 'Oops' });
      const both = await Promise.all([remove<Problem>(message.id), remove<Problem>(message.id, admin)]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
      expect(await queue.send()).toHaveLength(1);
      const held = await said({ text: 'Oops', undoSeconds: 60 });
      const undone = await Promise.all([remove<Problem>(held.id), remove<Problem>(held.id, admin)]);
      expect(new Set(undone.map(({ status }) => status))).toEqual(new Set([200, 404]));
    });
  });

  describe('by whom, and what', () => {
    test('threat:G2 its author, who leads the team, and admins; colleagues see that they may not', async () => {
      for (const who of [agent, lead, admin]) {
        const message = await sent({ text: 'one' });
        expect((await change(message.id, { text: 'two' }, who)).status).toBe(202);
        expect((await remove(message.id, who)).status).toBe(200);
        await queue.send();
      }
      const message = await sent({ text: 'one' });
      const foreign = { status: 403, body: { code: 'message-not-yours' } };
      expect(await change<Problem>(message.id, { text: 'two' }, colleague)).toMatchObject(foreign);
      expect(await remove<Problem>(message.id, colleague)).toMatchObject(foreign);
      expect((await colleague.get(`/messages/${message.id}/versions`)).status).toBe(200);
      const stranger = await desk.signedIn({ teams: [world.otherTeam] });
      expect((await stranger.get(`/messages/${message.id}/versions`)).status).toBe(404);
      expect((await change(message.id, { text: 'two' }, stranger)).status).toBe(404);
    });

    test("nobody changes a customer's words, nor what is no chat's", async () => {
      const chat = await world.chat();
      expect(await change<Problem>(chat.messageId, { text: 'two' }, admin)).toMatchObject({
        status: 403,
        body: { code: 'message-not-yours' },
      });
      expect((await remove(chat.messageId, admin)).status).toBe(403);
      const { number } = await world.ticket();
      const { body: mail } = await agent.post<Message>(`/tickets/${number}/replies`, { text: 'one' });
      expect(mail).toMatchObject({ changeable: false, deletable: false, changing: null });
      expect(await change<Problem>(mail.id, { text: 'two' })).toMatchObject({ status: 400, body: { code: 'only-in-telegram' } });
      expect(await remove<Problem>(mail.id)).toMatchObject({ status: 409, body: { code: 'reply-on-its-way' } });
    });

    test('where the customer blocked the bot nothing is changed any more', async () => {
      const message = await sent({ text: 'one' });
      await desk.store.query(`update conversations set blocked_at = now() where id = $1`, [message.conversationId]);
      expect(await shown(message)).toMatchObject({ changeable: false, deletable: false });
      for (const refused of [await change<Problem>(message.id, { text: 'two' }), await remove<Problem>(message.id)])
        expect(refused).toMatchObject({ status: 409, body: { code: 'chat-blocked' } });
    });

    test('of a chat that goes on under another number, what was said under the old one stays', async () => {
      const message = await sent({ text: 'one' });
      await desk.store.query(`update conversations set external_key = '0:-100' || right(external_key, 6) where id = $1`, [
        message.conversationId,
      ]);
      expect(await shown(message)).toMatchObject({ changeable: false, deletable: false });
      expect(await change<Problem>(message.id, { text: 'two' })).toMatchObject({ status: 409, body: { code: 'reply-not-all-sent' } });
    });

    test('an answer needs something to say, and its buttons a text', async () => {
      const message = await sent({ text: 'one' });
      expect(await change<Problem>(message.id, { text: ' ' })).toMatchObject({ status: 400, body: { code: 'reply-empty' } });
      const withFiles = await sent({ text: 'Which?', choices: ['A'], attachments: [await file()] });
      expect(await change<Problem>(withFiles.id, { text: '' })).toMatchObject({ status: 400, body: { code: 'reply-empty' } });
    });

    test("the versions of a customer's message are there for all who see it", async () => {
      const chat = '4711';
      const first = aChatMessage((await world.chat()).bot, `0:${chat}:0`, { text: 'twelwe' });
      await desk.store.transaction((tx) => takeIn(tx, [first]));
      const [row] = await desk.store.query<{ id: string }>(`select id from messages where text = 'twelwe'`);
      await desk.store.transaction((tx) =>
        takeIn(tx, [{ ...first, kind: 'edit', externalId: 'edit', message: { ...first, text: 'twelve' } }]),
      );
      expect(await versions(row?.id ?? '')).toEqual([['twelwe', null]]);
    });
  });
});
