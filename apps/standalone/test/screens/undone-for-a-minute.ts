import type { Page } from 'playwright-core';

const SENDING = /\/api\/v1\/tickets(\/\d+\/replies)?$/;

/**
 * What this page sends can be undone for a minute: on a busy machine the console's ten seconds may be over before a test has pressed
 * the button.
 *
 * @returns ends it
 */
export async function undoneForAMinute(page: Page): Promise<() => Promise<void>> {
  await page.route(SENDING, async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.fallback();
    const asked: object = request.postDataJSON();
    await route.continue({ postData: JSON.stringify({ ...asked, undoSeconds: 60 }) });
  });
  return () => page.unroute(SENDING);
}
