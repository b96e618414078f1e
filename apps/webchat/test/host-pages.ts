import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { builtSite, type Chromium, until } from '@app/testing';
import type { BrowserContextOptions, Frame, FrameLocator, Page } from 'playwright-core';

type Answer = { readonly html: string; readonly headers?: Readonly<Record<string, string>> };

/** A site of somebody else's: pages as a test writes them, on an origin of its own. */
export class HostSite {
  private readonly pages = new Map<string, Answer>();

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(): Promise<HostSite> {
    const server = createServer((request, response) => site.answer(request.url ?? '/', response)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const site: HostSite = new HostSite(server, `http://localhost:${portOf(server)}`);
    return site;
  }

  /** @returns the page's address */
  serve(at: string, html: string, headers: Readonly<Record<string, string>> = {}): string {
    this.pages.set(at, { html, headers });
    return `${this.origin}${at}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(url: string, response: ServerResponse): void {
    const page = this.pages.get(url.replace(/\?.*/, ''));
    if (!page) return void response.writeHead(404).end();
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(200, { 'content-type': type, ...page.headers }).end(page.html);
  }
}

/** How the frame's page behaves. `silent`: it never answers. */
export type PanelMood = 'well' | 'broken' | 'silent';

/** The other side of the loader's protocol, which a test speaks itself: loader and stage as they are built, and a panel that says what it is told to. */
export class ScriptedPanel {
  mood: PanelMood = 'well';
  private readonly waiting: ServerResponse[] = [];

  private constructor(
    private readonly server: Server,
    /** Another site than a `HostSite`. */
    readonly origin: string,
  ) {}

  static async start(): Promise<ScriptedPanel> {
    const server = createServer((request, response) => panel.answer(new URL(request.url ?? '/', 'http://x').pathname, response));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const panel: ScriptedPanel = new ScriptedPanel(server, `http://127.0.0.1:${portOf(server)}`);
    return panel;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(pathname: string, response: ServerResponse): void {
    if (pathname.endsWith('.js')) {
      const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' };
      return void response.writeHead(200, headers).end(readFileSync(path.join(builtSite('widget'), path.basename(pathname))));
    }
    if (this.mood === 'silent') return void this.waiting.push(response);
    if (this.mood === 'broken') return void response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>500</h1>');
    response.writeHead(200, { 'content-type': 'text/html' }).end(SCRIPTED);
  }
}

/** Keeps what it hears in `told`, says things by `say`. */
const SCRIPTED = `<!doctype html><script>
  const told = []; let port;
  const say = (message) => port.postMessage(message);
  addEventListener('message', (event) => {
    if (event.data?.type !== 'otklik:hello') return;
    port = event.ports[0];
    told.push(event.data);
    port.onmessage = ({ data }) => told.push(data);
    say({ type: 'ready', colour: '#b8451b', position: 'right' });
  });
</script>scripted panel`;

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Somebody on a site's page, in a browser of their own. What breaks a policy, what is asked for and what goes wrong is kept. */
export class Visit {
  readonly violations: string[] = [];
  readonly requested: string[] = [];
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {}

  static async to(chromium: Chromium, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await chromium.newVisitor({ locale: 'en-US', ...options });
    const visit = new Visit(await context.newPage());
    await context.exposeFunction('noteViolation', (what: string) => visit.violations.push(what));
    await context.addInitScript(
      `addEventListener('securitypolicyviolation', (e) => noteViolation(e.violatedDirective + ' ' + e.blockedURI))`,
    );
    visit.page.on('request', (request) => visit.requested.push(request.url()));
    visit.page.on('pageerror', (error) => visit.errors.push(error.message));
    await visit.page.goto(url);
    return visit;
  }

  get launcher() {
    return this.page.getByRole('button', { name: /^(Open|Close) chat/, includeHidden: true }).first();
  }

  get iframe() {
    return this.page.locator('otklik-widget iframe');
  }

  get chat(): FrameLocator {
    return this.page.frameLocator('otklik-widget iframe');
  }

  get field() {
    return this.chat.getByRole('textbox', { name: 'Your message' });
  }

  /** Calls the widget as the page itself would. */
  call<T>(expression: string): Promise<T> {
    return this.page.evaluate<T>(expression);
  }

  /** The frame's own page. */
  frame(): Frame | undefined {
    return this.page.frames().find((one) => one.url().includes('/widget/'));
  }

  /** Of a `ScriptedPanel`: what it was told, without its page. */
  async told(): Promise<unknown[]> {
    return (await this.frame()?.evaluate<unknown[]>('told')) ?? [];
  }

  /** Of what it was told: each one's type. */
  async types(): Promise<string[]> {
    return ((await this.told()) as { type: string }[]).map(({ type }) => type);
  }

  /** The panel is there, and the page knows it: until then nothing of the chat is to be seen. */
  async isMet(): Promise<void> {
    // Who comes after `ready` is told it at once.
    await until('the panel is met', () =>
      this.call<boolean>(`(() => { let isReady = false; Otklik.on('ready', () => { isReady = true })(); return isReady })()`),
    );
  }

  /** Where the page keeps what it hears in `heard`. */
  heard(): Promise<unknown[]> {
    return this.call('heard');
  }

  async says(message: object): Promise<void> {
    await this.frame()?.evaluate(`say(${JSON.stringify(message)})`);
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
