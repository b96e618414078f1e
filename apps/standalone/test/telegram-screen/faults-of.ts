import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with a page, and whether it is wider than the screen. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    `axe.run().then(({ violations }) => [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 200))),
      ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the page'] : []),
    ])`,
  );
}
