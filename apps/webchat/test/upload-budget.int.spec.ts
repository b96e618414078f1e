import { request } from 'node:http';
import { CHAT_LIMITS } from '@app/contracts';
import { eventually } from '@app/testing';
import { UploadBudget } from '../src/visitors/upload-budget.js';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

const BUDGET = CHAT_LIMITS.unsentBytes;

describe("bytes of a visitor's files that are not sent yet (threat:H1)", () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  }, 60_000);
  afterAll(() => chat.close());

  /** Bytes of earlier uploads, without what they would take. */
  const uploaded = (visitor: string, size: number, expectedAt: Date | null = null) =>
    chat.store.query(
      `with b as (insert into blobs (sha256, size, data) values (sha256('x'), 1, 'x') on conflict do nothing)
       insert into attachments (id, filename, content_type, size, sha256, uploaded_by, expected_at)
       values (gen_random_uuid(), 'a', 'text/plain', $2, sha256('x'), $1, $3)`,
      [visitor, size, expectedAt],
    );
  const upload = async (token: string, body: RequestInit['body'], language = 'en') => {
    const headers = {
      authorization: `Bearer ${token}`,
      origin: chat.site,
      'content-type': 'application/octet-stream',
      'accept-language': language,
      // One that is cut off before its bytes are read to their end takes no other call's connection with it.
      connection: 'close',
    };
    const init = { method: 'POST', headers, body: body ?? null, duplex: 'half' as const };
    const answer = await fetch(`${chat.site}/chat/v1/files?name=a.txt`, init);
    return { status: answer.status, ...((await answer.json()) as { id?: string; code?: string; title?: string }) };
  };
  const bytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(97);
  const unsaid = (length: number): ReadableStream => new Blob([bytes(length)]).stream();

  test('fill a budget, which is told in words; another visitor has their own', async () => {
    const [full, other] = [await chat.openSession(), await chat.openSession()];
    await uploaded(full.visitor, BUDGET - 10);
    expect(await upload(full.token, bytes(11))).toMatchObject({ status: 409, code: 'uploads-full' });
    expect((await upload(full.token, bytes(11))).title).toBe(
      'Files that wait to be sent are 100 MB at most. Send them first: those that are not sent go after a day.',
    );
    expect((await upload(full.token, bytes(11), 'ru')).title).toMatch(/^Неотправленных файлов может быть не больше 100 МБ\./);
    expect((await upload(full.token, bytes(10))).status).toBe(201);
    expect((await upload(full.token, bytes(1))).status).toBe(409);
    expect((await upload(other.token, bytes(11))).status).toBe(201);
  });

  test('threat:C5 are refused by their length before a byte of them is read', async () => {
    const { token, visitor } = await chat.openSession();
    await uploaded(visitor, BUDGET - 10);
    const headers = {
      authorization: `Bearer ${token}`,
      origin: chat.site,
      'content-type': 'application/octet-stream',
      'content-length': 20_000_000,
    };
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${chat.site}/chat/v1/files?name=a`, { method: 'POST', headers }, (answer) => {
        resolve(answer.statusCode);
        asked.destroy();
      });
      asked.once('error', reject);
      asked.flushHeaders();
    });
    expect(status).toBe(409);
  });

  test('are refused too where no length was said, once they are too many', async () => {
    const { token, visitor } = await chat.openSession();
    await uploaded(visitor, BUDGET - 200_000);
    // Whose bytes are not read to their end may be cut off before they hear why.
    await eventually(async () => expect(await upload(token, unsaid(300_000))).toMatchObject({ status: 409, code: 'uploads-full' }));
    await eventually(async () => expect((await upload(token, unsaid(200_000))).status).toBe(201));
    const sizes = await chat.store.query(`select size::int from attachments where uploaded_by = $1 and size < 1000000`, [visitor]);
    expect(sizes).toEqual([{ size: 200_000 }]);
  });

  test('are counted while they come in: what is sent at the same moment shares the budget', async () => {
    const { visitor } = await chat.openSession();
    const budget = new UploadBudget(chat.store);
    const first = await budget.enter(visitor, BUDGET - 10);
    await expect(budget.enter(visitor, 11)).rejects.toMatchObject({ fault: 'conflict', code: 'uploads-full' });
    // Who does not say their length is let in as far as there is room.
    const second = await budget.enter(visitor, null);
    expect(second.bytes).toBe(10);
    await expect(budget.enter(visitor, 1)).rejects.toMatchObject({ code: 'uploads-full' });
    first.leave();
    second.leave();
    expect((await budget.enter(visitor, null)).bytes).toBe(CHAT_LIMITS.fileBytes);
  });

  test('make room once they are sent; while their message is on its way the next are asked to wait, not refused', async () => {
    const { token, visitor } = await chat.openSession();
    const { id = '' } = await upload(token, bytes(5));
    await chat.store.query(`update attachments set size = $2, expected_at = now() where id = $1`, [id, BUDGET]);
    expect(await upload(token, bytes(1))).toMatchObject({ status: 503, code: 'uploads-full' });
    const client = await VisitorClient.hello(chat.site, token);
    client.send({ send: { clientId: crypto.randomUUID(), text: 'a file', attachments: [id] } });
    await client.sees('a file');
    expect((await upload(token, bytes(1))).status).toBe(201);
    client.close();
    await uploaded(visitor, BUDGET);
    expect((await upload(token, bytes(1))).status).toBe(409);
  });
});
