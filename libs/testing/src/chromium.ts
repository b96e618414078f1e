import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

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
  return new Chromium(await chromium.launch({ executablePath: CHROMIUM, args: ARGS, chromiumSandbox: false }));
}

export class Chromium {
  constructor(readonly browser: Browser) {}

  /** A visitor of its own: no cookies or storage shared with the others. */
  newVisitor(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    return this.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options });
  }

  stop(): Promise<void> {
    return this.browser.close();
  }
}
