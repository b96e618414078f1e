import { buildSite, type Chromium, startChromium } from '@app/testing';
import type { BrowserContextOptions } from 'playwright-core';
import { HostSite, ScriptedPanel, Visit } from './host-pages.js';

export const INBOX = '0190f000-0000-7000-8000-000000000001';

/** Stands before the script: keeps what the page hears, for `Visit.heard`. */
export const KEEP = `<script>window.heard = []; for (const name of ['ready','open','close','unread','message','sent','identified','identify_error','offline','online','error','started'])
  (window.Otklik ??= []).push(['on', name, (detail) => heard.push(detail === null ? name : [name, detail])])</script>`;

/** Pages of somebody's site with the loader on them, a panel that the test speaks for, and a Chromium. */
export class LoaderPages {
  private count = 0;

  private constructor(
    readonly chromium: Chromium,
    readonly site: HostSite,
    readonly panel: ScriptedPanel,
  ) {}

  static async start(): Promise<LoaderPages> {
    await buildSite('widget');
    return new LoaderPages(...(await Promise.all([startChromium(), HostSite.start(), ScriptedPanel.start()])));
  }

  /** A visit to a page with the script, and what comes before it. */
  visit(before = '', options: BrowserContextOptions = {}, attributes = `data-inbox="${INBOX}"`): Promise<Visit> {
    const page = `<!doctype html><html lang="en"><title>Warm Bread</title><body>${before}<button onclick="this.textContent='clicked'">mine</button>
     ${this.script(attributes)}</body>`;
    return Visit.to(this.chromium, this.site.serve(`/page-${(this.count += 1)}`, page), options);
  }

  script(attributes = `data-inbox="${INBOX}"`): string {
    return `<script src="${this.panel.origin}/widget.js" ${attributes}></script>`;
  }

  async stop(): Promise<void> {
    await this.chromium.stop();
    this.site.close();
    this.panel.close();
  }
}
