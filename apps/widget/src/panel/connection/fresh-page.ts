import type { ChatPage } from '@app/contracts';

/**
 * What this page would be told if it were loaded now: it may have been open for hours.
 *
 * @returns null: nothing that could be read
 * @throws what `fetch` throws without a network
 */
export async function freshPage(): Promise<ChatPage | null> {
  const text = await (await fetch(location.href)).text();
  const told = new DOMParser().parseFromString(text, 'text/html').querySelector<HTMLElement>('[data-page]')?.dataset.page;
  return told ? (JSON.parse(told) as ChatPage) : null;
}
