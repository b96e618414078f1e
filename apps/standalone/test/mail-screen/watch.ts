import type { Page } from 'playwright-core';
import type { MailScreen } from './mail-screen.js';

/** Watches a page for what no message may cause: a script that ran, a dialog, a request to another host, a page that is left. */
export class Watch {
  readonly requested: string[] = [];
  readonly faults: string[] = [];

  private constructor(
    private readonly page: Page,
    private readonly hosts: ReadonlySet<string>,
  ) {}

  static async of(page: Page, screen: MailScreen): Promise<Watch> {
    const watch = new Watch(page, new Set([new URL(screen.url).host, new URL(screen.desk.publicUrl).host]));
    const context = page.context();
    await context.exposeFunction('__ran', (where: string) => void watch.faults.push(`script ran in ${where}`));
    await context.addInitScript(`Object.defineProperty(window, '__xss', { set() { window.__ran?.(location.href); }, configurable: true })`);
    context.on('request', (request) => watch.note(request.url()));
    context.on('dialog', (dialog) => {
      watch.faults.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('page', (opened) => void watch.faults.push(`window ${opened.url()}`));
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && !frame.url().startsWith(screen.url)) watch.faults.push(`left for ${frame.url()}`);
    });
    return watch;
  }

  /** Waits until the network has been quiet, and everything that was set in motion by now has had its turn. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
    if (await this.page.evaluate(`Object.hasOwn(window, '__xss') && window.__xss !== undefined`)) this.faults.push('__xss is set');
  }

  private note(url: string): void {
    this.requested.push(url);
    const { protocol, host } = new URL(url);
    if (/^(data|blob|about):$/.test(protocol)) return;
    if (!this.hosts.has(host)) this.faults.push(`request to ${url.slice(0, 200)}`);
  }
}
