import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Chromium, startChromium, tempDir } from '@app/testing';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const ADDRESS = 'http://panel.test/';

/** The widget's panel in Chromium, drawn in states that are hard to come by: its real parts and style, without a server. */
export class PanelStage {
  private constructor(
    private readonly chromium: Chromium,
    private readonly body: string,
  ) {}

  static async build(): Promise<PanelStage> {
    const built = tempDir('panel-stage');
    const vite = [path.join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', 'apps/widget'];
    // Jest's own NODE_ENV would make it a build for development.
    await promisify(execFile)(process.execPath, [...vite, '--config', 'apps/widget/test/vite.config.ts', '--outDir', built.path], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const [script, style] = ['stage.js', 'stage.css'].map((name) => readFileSync(path.join(built.path, name), 'utf8'));
    built.remove();
    const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>panel</title>`;
    return new PanelStage(
      await startChromium(),
      `<!doctype html><html><head>${head}<style>${style}</style></head><body><script type="module">${script}</script></body></html>`,
    );
  }

  async open(options: BrowserContextOptions = {}): Promise<PanelPage> {
    const visitor = await this.chromium.newVisitor({ viewport: { width: 400, height: 680 }, ...options });
    const page = await visitor.newPage();
    await page.route(`${ADDRESS}**`, (route) => route.fulfill({ contentType: 'text/html', body: this.body }));
    await page.goto(ADDRESS);
    return new PanelPage(page);
  }

  stop(): Promise<void> {
    return this.chromium.stop();
  }
}

export class PanelPage {
  constructor(readonly page: Page) {}

  names(): Promise<string[]> {
    return this.page.evaluate<string[]>('stage.names');
  }

  /** Draws a scene, settled. */
  async play(name: string, how: object): Promise<void> {
    await this.tell('play', name, how);
    await this.settle();
  }

  async tell(what: 'play' | 'change' | 'answer' | 'own' | 'speak', ...values: unknown[]): Promise<void> {
    await this.page.evaluate(`stage.${what}(...${JSON.stringify(values)})`);
  }

  /** What moves has come to its end, and so has what moved after it. What was taken away meanwhile is not waited for. */
  async settle(): Promise<void> {
    await this.page.evaluate(`(async () => {
      const moving = () => document.getAnimations()
        .filter((one) => one.playState === 'running' && one.effect.getComputedTiming().iterations !== Infinity);
      for (let all = moving(); all.length > 0; all = moving()) await Promise.allSettled(all.map((one) => one.finished));
    })()`);
  }

  /** What axe finds wrong, what is wider than its place, and what is too small to be hit (WCAG 2.2, 2.5.8). */
  async faults(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate<
      string[]
    >(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(
      ({ violations }) => [
        ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 200))),
        ...[document.documentElement, ...document.querySelectorAll('.list, .screen, dialog, .composer, header')]
          .filter((one) => one.scrollWidth > one.clientWidth).map((one) => 'wider than its place: ' + one.tagName + '.' + one.className),
        ...[...document.querySelectorAll('button, input:not([hidden]), select, textarea')]
          .filter((one) => { const { width, height } = one.getBoundingClientRect(); return width > 0 && (width < 24 || height < 24) })
          .map((one) => 'too small: ' + one.outerHTML.slice(0, 200)),
      ])`);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
