import { randomUUID } from 'node:crypto';
import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Attachment } from '@app/contracts';
import { Blobs, sweepUploads } from '@app/store';
import { eventually } from '@app/testing';
import { ChatOffice, messagesOf, type VisitorOfOffice } from './chat-office/chat-office.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const HTML = '<!doctype html><script>alert(1)</script>';

describe('files of visitors', () => {
  let office: ChatOffice;

  beforeAll(async () => {
    office = await ChatOffice.start();
  });
  afterAll(() => office.close());

  /** A file on its way from a visitor's browser to an agent's. */
  async function sent(bytes: Buffer | string, name: string, type?: string): Promise<{ file: Attachment; visitor: VisitorOfOffice }> {
    const visitor = await office.visitor();
    expect(await visitor.send({ attachments: [await visitor.uploaded(bytes, name, type)] })).toBeNull();
    const [file] = messagesOf(await office.ticketOf(visitor))[0]?.attachments ?? [];
    if (!file) throw new Error('the message has no file');
    return { file, visitor };
  }

  const headersOf = async (url: string | null) => Object.fromEntries((await fetch(new URL(url ?? '', office.site))).headers);

  test.each([
    ['<svg onload=alert(1)>.png', '<svg onload=alert(1)>.png'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a\r\nX-Injected: y.txt', 'aX-Injected: y.txt'],
    ['\u200b.htaccess', 'htaccess'],
    ['invoice\u202egnp.exe', 'invoicegnp.exe'],
    [`${'👩‍🚀'.repeat(300)}.png`, expect.stringMatching(/^(?:👩‍🚀)+\.png$/u)],
    ['', 'file'],
  ])('threat:B6 threat:C2 %j is a name and nothing else', async (name, shown) => {
    const { file } = await sent('bytes', name);
    expect(file.filename).toEqual(shown);
    const headers = await headersOf(file.url);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.!~*'()%-]*$/);
    expect(headers['x-injected']).toBeUndefined();
  });

  test('threat:C1 whatever files are called, on the disk they are called by their bytes', async () => {
    for (const name of ['shell.php', 'x.jsp', '.htaccess', 'web.config', 'a.pht', 'run.sh']) await sent(`<?php ${name} ?>`, name);
    const names = (await filesIn(path.join(office.desk.dataDir, 'blobs'))).map((file) => path.basename(file));
    expect(names.length).toBeGreaterThanOrEqual(6);
    expect(names.filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
  });

  test.each([
    ['a picture', PNG, 'a.png', 'image/png', 'image/png', 'inline'],
    ['a picture that says it is a page', PNG, 'a.html', 'text/html', 'image/png', 'inline'],
    ['a drawing that says it is a picture', SVG, 'a.png', 'image/png', 'application/octet-stream', 'attachment'],
    ['a drawing', SVG, 'a.svg', 'image/svg+xml', 'application/octet-stream', 'attachment'],
    ['a page that says it is a picture', HTML, 'a.jpg', 'image/jpeg', 'application/octet-stream', 'attachment'],
    ['a page that says it is text', HTML, 'a.txt', 'text/plain', 'application/octet-stream', 'attachment'],
    [
      'a page behind a picture’s first bytes',
      Buffer.concat([GIF.subarray(0, 6), Buffer.from(HTML)]),
      'a.gif',
      'image/gif',
      'image/gif',
      'inline',
    ],
    ['a document', '%PDF-1.7\n%âãÏÓ\n', 'a.pdf', 'application/pdf', 'application/octet-stream', 'attachment'],
    [
      'XML',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
      'a.xhtml',
      'application/xhtml+xml',
      'application/octet-stream',
      'attachment',
    ],
  ])('threat:B7 threat:B8 %s is served as what its bytes prove, and nothing runs', async (_what, bytes, name, type, served, how) => {
    const { file, visitor } = await sent(bytes, name, type);
    const link = (await (await visitor.link(file.id)).json()) as { url: string };
    for (const url of [file.url, link.url]) {
      expect(await headersOf(url)).toMatchObject({
        'content-type': served,
        'content-disposition': expect.stringMatching(new RegExp(`^${how};`)),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringMatching(/default-src 'none'; sandbox/),
      });
    }
  });

  test('an agent is warned of what may harm', async () => {
    const { file } = await sent('MZ', 'invoice.pdf.exe', 'application/pdf');
    expect(file.dangers).toEqual(expect.arrayContaining(['executable', 'double-extension']));
    expect(file.warning).not.toBeNull();
  });

  test('threat:C3 a file of another visitor is nobody’s business: no link, no message, before it is sent and after', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    const file = await anna.uploaded('secret', 'a.txt');
    expect([(await anna.link(file)).status, (await boris.link(file)).status]).toEqual([200, 404]);
    expect(await boris.send({ attachments: [file] })).toBe('attachment-missing');
    await anna.send({ attachments: [file] });
    await office.ticketOf(anna);
    expect([(await anna.link(file)).status, (await boris.link(file)).status]).toEqual([200, 404]);
    expect(await boris.send({ attachments: [file] })).toBe('attachment-missing');
    expect((await boris.link(randomUUID())).status).toBe(404);
    expect((await fetch(`${office.site}/files/${file}`)).status).toBe(400);
    expect((await fetch(`${office.site}/files/${file}?expires=9999999999&signature=x`)).status).toBe(403);
  });

  test('a message with a file that comes twice, because nobody heard that it came, is one', async () => {
    const visitor = await office.visitor();
    const message = { clientId: randomUUID(), text: 'see', attachments: [await visitor.uploaded(PNG, 'a.png')] };
    expect(await visitor.send(message)).toBeNull();
    await office.ticketOf(visitor);
    expect(await visitor.send(message)).toBeNull();
    expect(await visitor.send({ ...message, clientId: randomUUID() })).toBe('attachment-missing');
    await visitor.send({ text: 'after' });
    const said = messagesOf(await office.ticketOf(visitor, 2));
    expect(said.map(({ text, attachments }) => [text, attachments.map(({ filename }) => filename)])).toEqual([
      ['see', ['a.png']],
      ['after', []],
    ]);
  });

  test('a chat that begins with a picture is called by it', async () => {
    const visitor = await office.visitor();
    await visitor.send({ attachments: [await visitor.uploaded(PNG, 'broken.png'), await visitor.uploaded(PNG, 'box.png')] });
    expect(await office.ticketOf(visitor)).toMatchObject({ subject: 'broken.png +1', preview: 'broken.png +1' });
  });

  test.each([
    ['nothing', '', 'file-empty', 400],
    ['more than is allowed', Buffer.alloc(25_000_001), 'file-too-large', 413],
  ])('%s is refused in words', async (_what, bytes, code, status) => {
    const answer = await (await office.visitor()).upload(bytes, 'a.bin');
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });

  test('threat:H6 more files than a message may have are refused, and more uploads than a person makes wait', async () => {
    const visitor = await office.visitor();
    expect(await visitor.send({ attachments: Array.from({ length: 11 }, () => randomUUID()) })).toBe('frame-unreadable');
    const answers: number[] = [];
    const begun = performance.now();
    while (!answers.includes(429) && answers.length < 100) answers.push((await visitor.upload('x', `${answers.length}.txt`)).status);
    // Twenty at once, and one in five seconds: a slow machine gets to more.
    const most = 20 + Math.ceil((performance.now() - begun) / 5_000);
    expect(answers.filter((status) => status === 201).length).toBeLessThanOrEqual(most);
    expect(answers.at(-1)).toBe(429);
    expect((await (await office.visitor()).upload('x', 'a.txt')).status).toBe(201);
  });

  test('threat:C5 an upload that no message took within a day is gone, with its bytes; what was sent stays', async () => {
    const { file, visitor } = await sent('kept', 'kept.txt');
    const [old, young] = [await visitor.uploaded('old', 'old.txt'), await visitor.uploaded('young', 'young.txt')];
    const [again, sentToo] = [await visitor.uploaded('kept', 'again.txt'), await visitor.uploaded('young', '../../kept.txt')];
    await office.store.query(`update attachments set created_at = now() - interval '25 hours' where id = any($1)`, [
      [old, again, sentToo, file.id],
    ]);
    const folder = path.join(office.desk.dataDir, 'blobs');
    const dayAgo = new Date(Date.now() - 25 * 3_600_000);
    for (const name of await filesIn(folder)) await utimes(path.join(folder, name), dayAgo, dayAgo);
    const before = (await filesIn(folder)).length;
    // On its way, and not there yet: the sweep leaves it alone.
    expect(await visitor.send({ attachments: [sentToo] })).toBeNull();
    await sweepUploads(office.store, new Blobs(folder, office.store));
    expect(await filesIn(folder)).toHaveLength(before - 1);
    const names = messagesOf(await office.ticketOf(visitor, 2)).flatMap(({ attachments }) => attachments.map(({ filename }) => filename));
    expect(names).toEqual(['kept.txt', 'kept.txt']);
    expect(await (await fetch(new URL(file.url ?? '', office.site))).text()).toBe('kept');
    await eventually(async () => {
      expect([(await visitor.link(old)).status, (await visitor.link(young)).status, (await visitor.link(file.id)).status]).toEqual([
        404, 200, 200,
      ]);
    });
    expect(await visitor.send({ attachments: [old] })).toBe('attachment-missing');
  });
});

/** Their paths in it. */
async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
