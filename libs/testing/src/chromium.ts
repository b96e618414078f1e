import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Without a graphics card or network: nothing is looked up outside at the start. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // The last one counts: playwright's own also turns the partitioning of third-party storage off, which real browsers have, and
  // then a frame of another site has no storage at all.
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying',
];

/** Starts Debian's Chromium with a new, empty profile. */
export async function startChromium(): Promise<Chromium> {
  if (!existsSync(CHROMIUM)) throw new Error(`Chromium is not at ${CHROMIUM}: run npm test once, it installs it`);
  // Half a second of each suite's time: only those that open a browser load it.
  const { chromium } = await import('playwright-core');
  return new Chromium(await chromium.launch({ timeout: 90_000, executablePath: CHROMIUM, args: ARGS, chromiumSandbox: false }));
}

/** So many times slower than this machine: `SLOW_BROWSER=12 npm run jest -- ...` shows tests that read a page before it is ready. */
const SLOWNESS = Number(process.env.SLOW_BROWSER ?? 1);

export class Chromium {
  constructor(readonly browser: Browser) {}

  /** A visitor of its own: no cookies or storage shared with the others. */
  async newVisitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options });
    if (SLOWNESS > 1) context.on('page', (page) => void slowDown(page));
    return context;
  }

  /** A browser of its own with the user's settings that are in this folder (`Default/Preferences`). */
  withProfile(folder: string): Promise<BrowserContext> {
    return this.browser
      .browserType()
      .launchPersistentContext(folder, { executablePath: CHROMIUM, args: ARGS, chromiumSandbox: false, locale: 'en-US' });
  }

  stop(): Promise<void> {
    return this.browser.close();
  }
}

/** Chrome DevTools Protocol, Emulation.setCPUThrottlingRate. */
async function slowDown(page: Page): Promise<void> {
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWNESS });
  } catch {
    // The page is gone already.
  }
}
