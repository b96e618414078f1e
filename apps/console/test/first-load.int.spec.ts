import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { firstLoad } from './first-load.js';

const root = path.resolve(import.meta.dirname, '../../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'otklik-console-'));
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', 'apps/console', '--outDir', folder, '--emptyOutDir'], {
    cwd: root,
    // Jest's own value would make it a build for development.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the first load is at most 260 kB with gzip, styles and page included', async () => {
  const { js, css, html } = await firstLoad(folder);
  expect(js).toBeGreaterThan(100_000);
  expect(js + css + html).toBeLessThanOrEqual(260_000);
});

test('the page has no script of its own, only files, and a place for the style nonce', async () => {
  const page = await readFile(path.join(folder, 'index.html'), 'utf8');
  expect([...page.matchAll(/<script(?![^>]*\bsrc=)/g)]).toEqual([]);
  expect(page).not.toMatch(/<style|\son\w+=|style=/);
  expect(page).toContain('<meta name="style-nonce" content="__STYLE_NONCE__" />');
});

test('nothing is fetched from a third party', async () => {
  const files = await readdir(path.join(folder, 'assets'));
  const sheets = files.filter((file) => file.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(0);
  for (const sheet of sheets) expect(await readFile(path.join(folder, 'assets', sheet), 'utf8')).not.toMatch(/url\(["']?(https?:)?\/\//);
});
