import { createServer, type Server } from 'node:http';
import { aTeam, buildSite, type Chromium, freePort, startChromium } from '@app/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { ApiClient } from '../../../desk/test/api-client.js';
import { DeskUnderTest } from '../../../desk/test/desk-under-test.js';
import { NormalizerModule } from '../../../normalizer/src/normalizer.module.js';
import { WebchatModule, WebchatPublicModule } from '../../../webchat/src/webchat.module.js';

/** An admin with a browser who sets up the chat of a shop, and everything of the product that lies between. */
export class SettingsScreen implements AsyncDisposable {
  private readonly shops: Server[] = [];

  private constructor(
    readonly desk: DeskUnderTest,
    private readonly chromium: Chromium,
    readonly admin: ApiClient,
    /** The console, by the address that the preview allows. */
    readonly url: string,
    /** The demo shop: another site than the frame's. */
    readonly shop: string,
    readonly team: string,
  ) {}

  static async start(): Promise<SettingsScreen> {
    const built = Promise.all([buildSite('console'), buildSite('widget')]);
    const [desk, chromium] = await Promise.all([
      DeskUnderTest.start({}, [NormalizerModule, WebchatModule], [WebchatPublicModule]),
      startChromium(),
    ]);
    const team = await aTeam(desk.store, 'Support');
    await aTeam(desk.store, 'Deliveries');
    const admin = await desk.signedIn({ role: 'admin' });
    await built;
    const [url, shop] = [elsewhere(desk.url), elsewhere(desk.publicUrl)];
    return new SettingsScreen(desk, chromium, admin, url, shop, team);
  }

  async newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const visitor = await this.chromium.newVisitor({ reducedMotion: 'reduce', locale: 'en', ...options });
    const [name = '', value = ''] = (this.admin.cookie ?? '').split('=');
    await visitor.addCookies([{ name, value, url: this.url, httpOnly: true }]);
    return visitor.newPage();
  }

  /** A visitor's browser. */
  async newVisitor(): Promise<Page> {
    return (await this.chromium.newVisitor({ locale: 'en' })).newPage();
  }

  /** A site of somebody's that has the line of this chat on its page. */
  siteWith(inbox: string): Promise<string> {
    return this.siteOf(`<script src="${this.desk.publicUrl}/widget.js" data-inbox="${inbox}" async></script>`);
  }

  async siteOf(body: string): Promise<string> {
    const port = await freePort();
    const page = `<!doctype html><title>A shop</title>${body}`;
    const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.shops.push(server);
    return `http://127.0.0.1:${port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.chromium.stop();
    for (const shop of this.shops) shop.close();
    await this.desk.close();
  }
}

/** The same listener by its other name. */
function elsewhere(url: string): string {
  return url.replace('127.0.0.1', 'localhost');
}
