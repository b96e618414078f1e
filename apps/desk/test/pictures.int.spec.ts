import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Agent, Problem, Session, Team, Ticket, TimelinePart } from '@app/contracts';
import { aChatMessage, anInbox, aTeam } from '@app/testing';
import { Blobs, takeIn } from '@app/store';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('pictures of agents', () => {
  let desk: DeskUnderTest;
  let team: string;
  let anna: ApiClient;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    team = await aTeam(desk.store);
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    anna = await desk.signedIn({ teams: [team] });
  });

  const upload = (bytes: Buffer, client = anna) => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), 'me.png');
    return client.call<Agent & Partial<Problem>>('PUT', '/agents/me/picture', form);
  };
  const seen = (path: string | null) => fetch(`${desk.publicUrl}${path ?? ''}`);

  test('one’s own picture is served to whoever has its address, without a session, and for ever the same', async () => {
    const { status, body } = await upload(PNG);
    expect(status).toBe(200);
    const hash = createHash('sha256').update(PNG).digest('hex');
    expect(body.picture).toBe(`/files/agent/${hash}`);
    const picture = await seen(body.picture);
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect((await anna.get<Session>('/session')).body.agent.picture).toBe(body.picture);
  });

  test('it stands wherever the agent is named: on tickets, in timelines, in teams', async () => {
    const { picture } = (await upload(PNG)).body;
    const inbox = await anInbox(desk.store, 'webchat', team);
    await desk.store.transaction((tx) => takeIn(tx, [aChatMessage(inbox, 'visitor', { channel: 'webchat', way: 'widget' })]));
    const [ticket] = (await anna.get<{ data: Ticket[] }>(`/tickets?team=${team}`)).body.data;
    await anna.patch(`/tickets/${ticket?.number}`, { assignee: anna.agentId });
    await anna.post(`/tickets/${ticket?.number}/notes`, { text: 'Hm' });
    const agent = expect.objectContaining({ id: anna.agentId, picture });
    expect((await anna.get<{ data: Ticket[] }>(`/tickets?team=${team}`)).body.data[0]?.assignee).toEqual(agent);
    const { data } = (await anna.get<TimelinePart>(`/tickets/${ticket?.number}/timeline`)).body;
    expect(data.flatMap((item) => (item.type === 'note' ? [item.author] : []))).toEqual([agent]);
    expect(data.flatMap((item) => (item.type === 'event' && item.code === 'assigned' ? [item.actor] : []))).toEqual([agent]);
    expect(data.flatMap((item) => (item.type === 'message' ? [item.author.picture] : []))).toEqual([null]);
    expect((await anna.get<Team>(`/teams/${team}`)).body.members.map((one) => one.agent)).toContainEqual(agent);
  });

  test('one that was taken away is nobody’s any more, and its address leads nowhere', async () => {
    const before = (await upload(gamma(PNG))).body.picture;
    const after = (await anna.call<Agent>('DELETE', '/agents/me/picture')).body.picture;
    expect([after, (await seen(before)).status]).toEqual([null, 404]);
    expect((await anna.call('DELETE', '/agents/me/picture')).status).toBe(200);
  });

  test('threat:C3 a file that is here but is nobody’s picture is not served by its hash', async () => {
    const { sha256 } = await new Blobs(path.join(desk.dataDir, 'blobs'), desk.store).put(Buffer.from('a customer’s passport'));
    expect((await seen(`/files/agent/${sha256}`)).status).toBe(404);
    expect((await seen('/files/agent/..%2f..%2fetc%2fpasswd')).status).toBe(400);
  });

  test.each([
    ['more than a megabyte', Buffer.concat([PNG, Buffer.alloc(1_000_001)]), 413, 'file-too-large'],
    ['threat:B7 a drawing that may run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 400, 'picture-not-known'],
    ['a picture that ends in the middle', PNG.subarray(0, 40), 400, 'picture-unreadable'],
  ])('%s is refused, and what there was stays', async (_what, bytes, status, code) => {
    const { picture } = (await upload(PNG)).body;
    const refused = await upload(bytes);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect((await anna.get<Session>('/session')).body.agent.picture).toBe(picture);
  });

  test('a call without a file says what it wants', async () => {
    const refused = await anna.call<Problem>('PUT', '/agents/me/picture', {});
    expect([refused.status, refused.body.code]).toEqual([400, 'file-needed']);
  });
});

/** The same picture in other bytes. */
function gamma(png: Buffer): Buffer {
  const chunk = Buffer.from('0000000467414d410000b18f0bfc6105', 'hex');
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}
