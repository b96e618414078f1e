import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { addUpload, Blobs, NOT_SNIFFED, Secrets, signedLink } from '@app/store';
import { aBlob, type Chromium, eventually, startChromium } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let desk: DeskUnderTest;
let agent: ApiClient;
let blobs: Blobs;

beforeAll(async () => {
  desk = await DeskUnderTest.start();
  agent = await desk.signedIn();
  blobs = new Blobs(path.join(desk.dataDir, 'blobs'), desk.store);
});
afterAll(() => desk?.close());

/** Uploads as an agent does, and gives a link as a timeline has it. */
async function uploaded(content: Buffer | string, filename: string, type: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))], { type }), filename);
  const { status, body } = await agent.post<{ id: string }>('/attachments', form);
  expect(status).toBe(201);
  return linkTo(body.id);
}

/** A file under any name, as a mail may bring it. */
async function stored(filename: string, contentType = 'application/octet-stream', content: Buffer | string = 'x'): Promise<string> {
  const blob = await blobs.keepFile(Buffer.from(content));
  return linkTo(await desk.store.transaction((tx) => addUpload(tx, { filename, contentType, blob, uploadedBy: agent.agentId })));
}

function linkTo(id: string): string {
  const secrets = desk.provided.providers.find(({ provide }) => provide === Secrets)?.useValue as Secrets;
  return desk.publicUrl + signedLink(secrets, { file: id }, new Date());
}

describe('threat:B7 threat:B8 fail:P13 a browser runs nothing of what customers sent', () => {
  const RUN = 'window.__xss=1;top.__xss=1';
  const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script></svg>`;
  const HTML = `<!doctype html><script>${RUN}</script><img src=x onerror="${RUN}">`;
  const PACK: [filename: string, type: string, content: Buffer | string][] = [
    ['a.html', 'text/html', HTML],
    ['a.htm', 'text/plain', HTML],
    ['a.txt', 'text/plain', HTML],
    ['a.png', 'image/png', HTML],
    ['a.svg', 'image/svg+xml', SVG],
    ['b.png', 'image/png', SVG],
    ['a.xml', 'application/xml', `<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">${RUN}</x:script>`],
    ['a.xhtml', 'application/xhtml+xml', `<html xmlns="http://www.w3.org/1999/xhtml"><script>${RUN}</script></html>`],
    ['a.xsl', 'text/xsl', `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>`],
    ['a.mht', 'multipart/related', `From: x\r\nContent-Type: text/html\r\n\r\n${HTML}`],
    ['a.pdf', 'application/pdf', '%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj'],
    ['a.js', 'text/javascript', RUN],
    ['a.swf', 'application/x-shockwave-flash', 'FWS\x08'],
    ['a.gif', 'image/gif', `GIF89a/*${HTML}*/=1;${RUN}`],
    ['a.jpg', 'image/jpeg', Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.from(HTML)])],
    ['c.png', 'text/html', Buffer.concat([PNG, Buffer.from(HTML)])],
    ['noname', '', HTML],
    ['a.eml', 'message/rfc822', `Content-Type: text/html\r\n\r\n${HTML}`],
    ['a.webmanifest', 'application/manifest+json', '{}'],
    ['a.css', 'text/css', `*{background:url(http://attacker.test)}`],
  ];

  test.each(PACK)('%s as %s is bytes to be saved, or a picture by its own bytes', async (filename, type, content) => {
    const answer = await fetch(await uploaded(content, filename, type));
    await answer.arrayBuffer();
    const { headers } = answer;
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    expect(headers.get('set-cookie')).toBeNull();
    const isPicture =
      Buffer.from(content).subarray(0, 3).toString('latin1') === 'GIF' ||
      /^(\x89PN|\xff\xd8\xff)/.test(Buffer.from(content).toString('latin1'));
    expect(headers.get('content-type')).toMatch(isPicture ? /^image\/(png|jpeg|gif)$/ : /^application\/octet-stream$/);
    expect(headers.get('content-disposition')).toMatch(isPicture ? /^inline;/ : /^attachment;/);
  });

  describe('in Chromium', () => {
    let chromium: Chromium;
    beforeAll(async () => {
      chromium = await startChromium();
    });
    afterAll(() => chromium?.stop());

    test('opened one after another: no script runs, no dialog opens, nobody else is asked', async () => {
      const visitor = await chromium.newVisitor();
      const page = await visitor.newPage();
      const faults: string[] = [];
      page.on('dialog', (dialog) => {
        faults.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      visitor.on('request', (request) => {
        if (new URL(request.url()).host !== new URL(desk.publicUrl).host) faults.push(`request ${request.url()}`);
      });
      await visitor.exposeFunction('__ran', () => void faults.push('script'));
      await visitor.addInitScript(`Object.defineProperty(window, '__xss', { set() { window.__ran(); } })`);
      let shown = 0;
      for (const [filename, type, content] of PACK) {
        const link = await uploaded(content, filename, type);
        // A download ends the navigation; a picture is shown.
        shown += await page.goto(link, { waitUntil: 'load' }).then(
          () => 1,
          () => 0,
        );
      }
      expect(faults).toEqual([]);
      expect(shown).toBe(3);
      await visitor.close();
    }, 180_000);
  });
});

describe('fail:P19 threat:B6 names', () => {
  test.each([
    ['счёт № 5.pdf', 'счёт № 5.pdf'],
    ['日本語.txt', '日本語.txt'],
    ["a'b(c)*.txt", "a'b(c)*.txt"],
    ['"quoted".txt', '"quoted".txt'],
    ['100%25.txt', '100%25.txt'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['..\\..\\x.exe', '.._.._x.exe'],
    ['a\r\nX-Injected: 1', 'a__X-Injected: 1'],
    ['invoice\u202Egnp.exe', 'invoice_gnp.exe'],
    ['a\u0000b.txt', 'ab.txt'],
    [`${'д'.repeat(300)}.pdf`, 'д'.repeat(200)],
    ['\ud83d.txt', '\ufffd.txt'],
    ['', 'file'],
  ])('%j is saved as %j', async (given, name) => {
    const answer = await fetch(await stored(given.replaceAll('\0', '').toWellFormed()));
    const header = answer.headers.get('content-disposition') ?? '';
    const [, ascii = '', utf8 = ''] = /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''([\w%!#$&+.^`|~-]+)$/.exec(header) ?? [];
    expect(decodeURIComponent(utf8)).toBe(name);
    expect(ascii).not.toMatch(/["\\%]/);
    expect(answer.headers.get('x-injected')).toBeNull();
  });

  test('threat:C1 threat:C2 on the disk they are hashes, whatever they are called', async () => {
    for (const name of ['../../x', '.htaccess', 'a.php', 'x\u200b.exe']) await stored(name, 'text/plain', randomBytes(60_000));
    const files = readdirSync(path.join(desk.dataDir, 'blobs'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter(({ name }) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
  });
});

describe('parts of a file', () => {
  const content = randomBytes(100_000);
  let small: string;
  let large: string;
  beforeAll(async () => {
    [small, large] = [await stored('a.bin', undefined, content.subarray(0, 1_000)), await stored('b.bin', undefined, content)];
  });

  test.each([
    ['bytes=0-9', 206, 0, 10],
    ['bytes=990-', 206, 990, 1_000],
    ['bytes=-5', 206, 995, 1_000],
    ['bytes=0-1,5-6', 200, 0, 1_000],
  ])('%s of a small one and of a large one', async (range, status, start, end) => {
    for (const [link, whole] of [
      [small, content.subarray(0, 1_000)],
      [large, content],
    ] as const) {
      const last = end === 1_000 ? whole.length : end;
      const first = start === 995 ? whole.length - 5 : start;
      const answer = await fetch(link, { headers: { range } });
      expect(answer.status).toBe(status);
      expect(Buffer.from(await answer.arrayBuffer()).equals(whole.subarray(first, last))).toBe(true);
      expect(answer.headers.get('content-range')).toBe(status === 206 ? `bytes ${first}-${last - 1}/${whole.length}` : null);
      expect(answer.headers.get('content-length')).toBe(String(last - first));
    }
  });

  test('a part that there is not', async () => {
    const answer = await fetch(large, { headers: { range: 'bytes=100000-' } });
    expect([answer.status, answer.headers.get('content-range'), await answer.text()]).toEqual([416, 'bytes */100000', '']);
  });

  test('a part of other bytes than the browser has is the whole', async () => {
    const tag = (await fetch(large, { method: 'HEAD' })).headers.get('etag') ?? '';
    const part = async (ifRange: string) => (await fetch(large, { headers: { range: 'bytes=0-9', 'if-range': ifRange } })).status;
    expect([await part(tag), await part('"other"'), await part('Mon, 05 Jan 2026 10:12:00 GMT')]).toEqual([206, 200, 200]);
  });

  test('HEAD tells all that GET does, and sends nothing', async () => {
    const [head, whole] = [await fetch(large, { method: 'HEAD' }), await fetch(large)];
    const told = (answer: Response) =>
      ['content-length', 'content-type', 'content-disposition', 'accept-ranges', 'etag'].map((name) => answer.headers.get(name));
    expect(told(head)).toEqual(told(whole));
    expect([head.status, (await head.arrayBuffer()).byteLength, (await whole.arrayBuffer()).byteLength]).toEqual([200, 0, 100_000]);
  });

  test('threat:C3 a link that was altered opens nothing', async () => {
    const altered = [
      large.replace(/expires=\d/, 'expires=9'),
      large.replace(/signature=./, 'signature=A'),
      large.replace(/\?.*/, ''),
      `${large}&x=1`,
    ];
    const statuses = await Promise.all(altered.map(async (link) => (await fetch(link)).status));
    expect(statuses.map((status) => status >= 400 && status < 500)).toEqual([true, true, true, true]);
  });
});

describe('fail:P18 large files', () => {
  const SIZE = 50 * 1024 * 1024;

  test('50 MB go in and out without being held, and the same bytes are kept once', async () => {
    const block = randomBytes(1024 * 1024);
    const stream = () => Readable.from(Array.from({ length: 50 }, () => block));
    const [one, two] = [await blobs.keepStream(stream(), SIZE), await blobs.keepStream(stream(), SIZE)];
    expect([one.sha256, one.size]).toEqual([two.sha256, SIZE]);
    const id = await desk.store.transaction((tx) =>
      addUpload(tx, { filename: 'big.bin', contentType: 'application/octet-stream', blob: one, uploadedBy: agent.agentId }),
    );
    const kept = readdirSync(path.join(desk.dataDir, 'blobs', one.sha256.slice(0, 2)));
    expect(kept.filter((name) => name === one.sha256)).toHaveLength(1);
    const before = process.memoryUsage();
    // Ten readers who have begun and do not go on: whoever holds files whole holds 500 MB now. The readers are in this process too,
    // and each has taken up to some megabytes into its own buffers.
    const readers = await Promise.all(Array.from({ length: 10 }, () => started(linkTo(id))));
    const during = process.memoryUsage();
    expect((during.arrayBuffers - before.arrayBuffers) / 1_000_000).toBeLessThan(100);
    expect((during.rss - before.rss) / 1_000_000).toBeLessThan(150);
    expect(await Promise.all(readers.map(drained))).toEqual(readers.map(() => SIZE));
  });

  test('a reader who goes away in the middle leaves nothing open', async () => {
    const blob = await blobs.keepStream(Readable.from([randomBytes(8_000_000)]), SIZE);
    const id = await desk.store.transaction((tx) =>
      addUpload(tx, { filename: 'big.bin', contentType: 'application/octet-stream', blob, uploadedBy: agent.agentId }),
    );
    const openFiles = () => readdirSync('/proc/self/fd').length;
    const answer = await started(linkTo(id));
    answer.destroy();
    const before = openFiles();
    for (let time = 0; time < 20; time++) (await started(linkTo(id))).destroy();
    await eventually(() => expect(openFiles() - before).toBeLessThan(20));
  });
});

test('what is not a file of its own, an original of no mail, is not found', async () => {
  const blob = { ...aBlob('x'), sniffed: NOT_SNIFFED };
  const id = await desk.store.transaction((tx) =>
    addUpload(tx, { filename: 'a', contentType: 'text/plain', blob, uploadedBy: agent.agentId }),
  );
  const secrets = desk.provided.providers.find(({ provide }) => provide === Secrets)?.useValue as Secrets;
  const answer = await fetch(desk.publicUrl + signedLink(secrets, { original: id }, new Date()));
  expect(answer.status).toBe(404);
  // The signature of one kind of link is none of the other.
  const file = new URL(linkTo(id));
  expect((await fetch(`${desk.publicUrl}/files/original/${id}${file.search}`)).status).toBe(403);
});

function started(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (answer) => answer.once('readable', () => resolve(answer))).on('error', reject);
  });
}

/** Reads without keeping. */
async function drained(answer: IncomingMessage): Promise<number> {
  let size = 0;
  for await (const chunk of answer) size += (chunk as Buffer).length;
  return size;
}
