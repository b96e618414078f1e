import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Problem } from '@app/service';
import { anInbox, until } from '@app/testing';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

describe('calls of visitors', () => {
  let chat: WebchatUnderTest;

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
  });
  afterAll(() => chat.close());

  const problemOf = async (answer: Response) => {
    const { code, status } = (await answer.json()) as Problem;
    return [status, code];
  };
  const upload = (token: string, bytes: string | Uint8Array<ArrayBuffer>, name = 'a.txt', headers: Record<string, string> = {}) =>
    fetch(`${chat.site}/chat/v1/files?${new URLSearchParams({ name, type: 'text/plain' }).toString()}`, {
      method: 'POST',
      body: bytes,
      headers: { authorization: `Bearer ${token}`, origin: chat.site, 'content-type': 'application/octet-stream', ...headers },
    });

  describe('a session', () => {
    test('is a visitor of its own until a token says who it is', async () => {
      const first = await chat.openSession();
      expect(first).toMatchObject({
        messages: [],
        cursor: 0,
        inbox: { texts: { ru: { title: 'Тёплый хлеб' } }, colour: '#b8451b', open: true },
      });
      expect((await chat.openSession()).visitor).not.toBe(first.visitor);
      expect((await chat.openSession(first.token)).visitor).toBe(first.visitor);
    });

    test('threat:H7 a token of one inbox opens no other', async () => {
      const { token } = await chat.openSession();
      const [row] = await chat.store.query<{ team: string }>(`select team_id as team from inboxes where id = $1`, [chat.inboxId]);
      const other = await anInbox(chat.store, 'webchat', row?.team ?? '', { origins: [chat.shop] });
      const nonce = await until('the inbox is served', async () => (await chat.page(other)).nonce);
      const answer = await chat.post('sessions', { inbox: other, nonce, token });
      expect(await problemOf(answer)).toEqual([403, 'visitor-unknown']);
    });

    test.each([
      ['without a nonce of a page of ours', { nonce: 'made-up' }, 403, 'nonce-expired'],
      ['with an unknown token', { token: 'otv_unknown' }, 403, 'visitor-unknown'],
      ['for an inbox that is not there', { inbox: randomUUID() }, 404, 'inbox-missing'],
      ['with an identity where no key was made', { identity: 'a.b.c' }, 409, 'identity-key-missing'],
      ['with what is not asked for', { admin: true }, 400, 'invalid-input'],
      ['with fields of other kinds', { nonce: ['a'], token: {} }, 400, 'invalid-input'],
    ])('%s is refused', async (_what, changes, status, code) => {
      const { nonce } = await chat.page();
      const answer = await chat.post('sessions', { inbox: chat.inboxId, nonce, ...changes });
      expect(await problemOf(answer)).toEqual([status, code]);
    });

    test.each([['https://evil.test'], ['null'], ['']])('threat:G4 a page of %p may not begin one', async (origin) => {
      const { nonce } = await chat.page();
      const answer = await chat.post('sessions', { inbox: chat.inboxId, nonce }, { origin });
      expect(await problemOf(answer)).toEqual([403, 'origin-refused']);
    });
  });

  describe('a file', () => {
    test('is stored as it is, sent with a message, and followed by a link that ends', async () => {
      const { token } = await chat.openSession();
      const bytes = randomBytes(300_000);
      const answer = await upload(token, new Uint8Array(bytes), 'счёт.bin');
      expect(answer.status).toBe(201);
      const file = (await answer.json()) as { id: string };
      expect(file).toEqual({ id: expect.any(String), filename: 'счёт.bin', size: 300_000 });

      const client = await VisitorClient.hello(chat.site, token);
      await client.say('with a file', crypto.randomUUID(), { attachments: [file.id] });
      const [attached] = (await client.sees('with a file')).attachments;
      expect(attached).toMatchObject({ id: file.id, filename: 'счёт.bin', size: 300_000, contentType: 'text/plain' });
      const followed = await fetch(`${chat.site}${attached?.url}`);
      expect(sha256(Buffer.from(await followed.arrayBuffer()))).toBe(sha256(bytes));
      expect((await fetch(`${chat.site}${attached?.url?.replace(/signature=.{4}/, 'signature=AAAA')}`)).status).toBe(403);
      client.close();
    });

    test('gets a fresh link for its own visitor alone', async () => {
      const [mine, theirs] = [await chat.openSession(), await chat.openSession()];
      const { id } = (await (await upload(mine.token, 'x')).json()) as { id: string };
      const link = (token: string) => fetch(`${chat.site}/chat/v1/files/${id}`, { headers: { authorization: `Bearer ${token}` } });
      expect(await (await link(mine.token)).json()).toEqual({ url: expect.stringMatching(`^/files/${id}\\?expires=\\d+&signature=`) });
      expect(await problemOf(await link(theirs.token))).toEqual([404, 'file-missing']);
      expect(await problemOf(await fetch(`${chat.site}/chat/v1/files/${id}`))).toEqual([403, 'visitor-unknown']);
    });

    test.each([
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\me\\photo.png', 'photo.png'],
      ['evil\u202egnp.exe', 'evilgnp.exe'],
      ['a\u0000b\r\n.txt', 'ab.txt'],
      ['', 'file'],
      ['...', 'file'],
      [`${'😀'.repeat(300)}.png`, `${'😀'.repeat(49)}.png`],
    ])('named %j is called %j', async (name, expected) => {
      const { token } = await chat.openSession();
      expect(await (await upload(token, 'x', name)).json()).toMatchObject({ filename: expected });
    });

    test('an empty one and one without a visitor are refused', async () => {
      const { token } = await chat.openSession();
      expect(await problemOf(await upload(token, ''))).toEqual([400, 'file-empty']);
      expect(await problemOf(await upload('otv_unknown', 'x'))).toEqual([403, 'visitor-unknown']);
      expect(await problemOf(await upload(token, 'x', 'a', { origin: 'https://evil.test' }))).toEqual([403, 'origin-refused']);
      expect((await upload(token, 'x', 'a', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415);
    });

    test('threat:C5 one that is too large is refused by its length, and when it says less than it is', async () => {
      const { token } = await chat.openSession();
      expect(await declared(token, 2 * 1024 ** 3)).toEqual([413, 'file-too-large']);
      // What looks at files is loaded by the first one.
      await upload(token, 'x');
      const held = heldBytes();
      const before = held();
      const looked: number[] = [];
      expect(await streamed(token, () => looked.push(held() - before))).toEqual([413, 'file-too-large']);
      // Far less than the 25 MB that are let in before it is known to be too large: the rest is on the disk.
      expect(looked.length).toBeGreaterThan(4);
      expect(Math.max(...looked)).toBeLessThan(12 * 1024 ** 2);
      expect(await chat.store.query(`select 1 from attachments where size > 25000000`)).toEqual([]);
    });

    /** How much memory buffers hold, what nobody refers to any more aside. */
    function heldBytes(): () => number {
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      return () => {
        collect();
        return process.memoryUsage().arrayBuffers;
      };
    }

    /** Says that 2 GB will come and sends nothing of it. */
    function declared(token: string, length: number): Promise<[number | undefined, string]> {
      return new Promise((resolve, reject) => {
        const headers = {
          authorization: `Bearer ${token}`,
          origin: chat.site,
          'content-type': 'application/octet-stream',
          'content-length': length,
        };
        const asked = request(`${chat.site}/chat/v1/files?name=a`, { method: 'POST', headers }, (answer) => {
          answer.setEncoding('utf8').once('data', (text: string) => {
            resolve([answer.statusCode, (JSON.parse(text) as Problem).code]);
            asked.destroy();
          });
        });
        asked.once('error', reject);
        asked.flushHeaders();
      });
    }

    /** Says nothing of its length, and sends more than is let in; looks every four megabytes. */
    function streamed(token: string, look: () => void): Promise<[number | undefined, string]> {
      const megabyte = Buffer.alloc(1024 ** 2);
      async function* zeros(): AsyncGenerator<Buffer> {
        for (let sent = 1; sent <= 256; sent += 1) {
          yield megabyte;
          if (sent % 4 === 0) look();
        }
      }
      return new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, origin: chat.site, 'content-type': 'application/octet-stream' };
        const bytes = Readable.from(zeros(), { objectMode: false, highWaterMark: 1 });
        const asked = request(`${chat.site}/chat/v1/files?name=a`, { method: 'POST', headers }, (answer) => {
          answer.setEncoding('utf8').once('data', (text: string) => {
            resolve([answer.statusCode, (JSON.parse(text) as Problem).code]);
            bytes.destroy();
            asked.destroy();
          });
        });
        asked.on('error', (error) => reject(error));
        bytes.pipe(asked);
      });
    }
  });
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
