import type { NotificationData } from '@mantine/notifications';

/** What tells of something that has happened elsewhere on the page. Its code is not needed for the first page. */
const load = () => import('./toasts.js');

/** Fetched when the page has nothing better to do: the toast that matters most says that the server is away. */
export function fetchToasts(): void {
  setTimeout(() => void load(), 3000);
}

export async function toast(data: NotificationData): Promise<void> {
  const { show } = await load();
  show(data);
}
