import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildSite, builtSite, type Chromium, eventually, startChromium, type TempDir, tempDir, until } from '@app/testing';
import { HostSite, ScriptedPanel, Visit } from './host-pages.js';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../../..');
const INBOX = '0190f000-0000-7000-8000-000000000001';

const COMPILER = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom', '--types', ''];

/** What a site's own source says. Its types are part of the test. */
const APP = `
import { debug, destroy, get, identify, init, on, open, type OtklikEvents, type Theme, track, update } from '@otklik/widget';

const theme: Theme = 'auto';
const codes: string[] = [];
on('unread', (count: number) => codes.push(\`unread \${count}\`));
on('identify_error', ({ code }: OtklikEvents['identify_error']) => codes.push(code));
const off: () => void = on('ready', () => codes.push('ready'));
identify({ getToken: async () => 'jwt' });
init({ url: new URLSearchParams(location.search).get('chat') ?? '', inbox: '${INBOX}', locale: 'en', theme });
update({ attributes: { plan: 'pro', items: 2 }, tags: ['vip'] });
track('cart', { items: 2 });
open({ prefill: 'hello' });
const state: 'off' | 'closed' | 'opening' | 'open' = get('state');
Object.assign(globalThis, { site: { codes, debug, destroy, get, off, state } });
`;

/** Every line is refused by the compiler. */
const WRONG = [`init({ inbox: '1' })`, `on('nothing', () => {})`, `open({ prefil: 'x' })`, `get('token')`, `setTheme('pink')`];

describe('the package @otklik/widget', () => {
  let folder: TempDir;
  const inFolder = (...parts: string[]) => path.join(folder.path, ...parts);

  beforeAll(async () => {
    await buildSite('widget');
    folder = tempDir('npm');
    const npm = ['pack', path.join(builtSite('widget'), 'npm'), '--pack-destination', folder.path];
    await run('npm', npm, { cwd: folder.path });
    const archive = readdirSync(folder.path).find((name) => name.endsWith('.tgz')) ?? '';
    mkdirSync(inFolder('node_modules/@otklik/widget'), { recursive: true });
    await run('tar', ['-xzf', inFolder(archive), '--strip-components=1', '-C', inFolder('node_modules/@otklik/widget')]);
    writeFileSync(inFolder('package.json'), JSON.stringify({ name: 'a-site', private: true, type: 'module' }));
    writeFileSync(inFolder('app.ts'), APP);
  }, 120_000);
  afterAll(() => folder?.remove());

  const typesOf = (file: string) =>
    run(process.execPath, [path.join(ROOT, 'node_modules/ts7/bin/tsc'), ...COMPILER, file], { cwd: folder.path });

  test('holds the code, its types, its description and its licence, and needs nothing', () => {
    expect(readdirSync(inFolder('node_modules/@otklik/widget')).sort()).toEqual(
      ['LICENSE', 'README.md', 'api.d.ts', 'index.d.ts', 'index.js', 'package.json', 'stage.js', 'words.js'].sort(),
    );
    const about = JSON.parse(readFileSync(inFolder('node_modules/@otklik/widget/package.json'), 'utf8')) as Record<string, unknown>;
    expect(about).toMatchObject({ name: '@otklik/widget', type: 'module', license: 'Apache-2.0', sideEffects: false });
    expect(Object.keys(about).filter((key) => /dependencies/i.test(key))).toEqual([]);
  });

  test('its types are those of the script, and refuse what it does not know', async () => {
    expect((await typesOf('app.ts').catch((error: { stdout: string }) => error)).stdout).toBe('');
    writeFileSync(inFolder('wrong.ts'), `import { get, init, on, open, setTheme } from '@otklik/widget';\n${WRONG.join(';\n')};\n`);
    const said = await typesOf('wrong.ts').then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
    expect([...said.matchAll(/wrong\.ts\((\d+),/g)].map(([, line]) => Number(line) - 2)).toEqual(WRONG.map((_line, n) => n));
  });

  test('is imported where there is no page, and what is called there waits', async () => {
    const code = `import * as widget from '@otklik/widget'; widget.identify({ token: 'jwt' }); widget.on('ready', () => {});
      console.log(typeof window, widget.get('state'), Object.keys(widget).length)`;
    writeFileSync(inFolder('server.mjs'), code);
    expect((await run(process.execPath, [inFolder('server.mjs')])).stdout.trim()).toBe('undefined off 16');
  });

  describe('on a site that is built with it', () => {
    let chromium: Chromium;
    let site: HostSite;
    let panel: ScriptedPanel;

    beforeAll(async () => {
      writeFileSync(
        inFolder('index.html'),
        `<!doctype html><html lang="en"><body><script type="module" src="/app.ts"></script></body></html>`,
      );
      const env = { ...process.env, NODE_ENV: 'production' };
      await run(process.execPath, [path.join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', folder.path], { cwd: folder.path, env });
      [chromium, site, panel] = await Promise.all([startChromium(), HostSite.start(), ScriptedPanel.start()]);
      for (const name of readdirSync(inFolder('dist/assets')))
        site.serve(`/assets/${name}`, readFileSync(inFolder('dist/assets', name), 'utf8'));
    }, 120_000);
    afterAll(async () => {
      await chromium?.stop();
      site?.close();
      panel?.close();
    });

    test('does what the script does, with no script of ours, under a policy that names us for the frame alone', async () => {
      const policy = `default-src 'none'; script-src 'self'; frame-src ${panel.origin}`;
      const page = site.serve('/', readFileSync(inFolder('dist/index.html'), 'utf8'), { 'content-security-policy': policy });
      const on = await Visit.to(chromium, `${page}?chat=${encodeURIComponent(panel.origin)}`);
      await until('the panel is met', async () => (await on.told()).length > 5);
      expect((await on.told()).map((one) => (one as { type: string }).type)).toEqual([
        'otklik:hello',
        'identify',
        'update',
        'track',
        'prefill',
        'shown',
      ]);
      await on.says({ type: 'token-wanted' });
      await eventually(async () => expect((await on.told()).at(-1)).toEqual({ type: 'token', token: 'jwt' }));
      await on.says({ type: 'unread', count: 2 });
      await eventually(async () => expect(await on.call('site.codes')).toEqual(['unread 0', 'ready', 'unread 2']));
      expect(await on.call('[site.state, site.get("state")]')).toEqual(['opening', 'open']);
      expect(on.requested.filter((url) => url.startsWith(panel.origin)).map((url) => new URL(url).pathname)).toEqual([`/widget/${INBOX}`]);
      await on.call('site.destroy()');
      expect(await on.page.locator('otklik-widget').count()).toBe(0);
      expect([on.violations, on.errors]).toEqual([[], []]);
      await on.close();
    });
  });
});
