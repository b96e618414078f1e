import type { Reason } from '@app/domain';

/** Of telegram.org. @see https://core.telegram.org/bots/api#setwebhook */
const PORTS = new Set(['', '443', '80', '88', '8443']);
const OFFICIAL = 'api.telegram.org';

/** Where Telegram brings a bot's updates. @param site `PUBLIC_SITE_URL` */
export function webhookUrl(site: string, inboxId: string): string {
  return `${site}/telegram/${inboxId}`;
}

/** Why Telegram would not bring updates to this address; null where nothing speaks against it. A local server takes any. */
export function webhookObstacle(url: string, apiRoot: string): Reason | null {
  if (new URL(apiRoot).hostname !== OFFICIAL) return null;
  const { protocol, port, origin } = new URL(url);
  if (protocol !== 'https:') return { code: 'telegram-webhook-not-https', params: { site: origin } };
  return PORTS.has(port) ? null : { code: 'telegram-webhook-port', params: { port } };
}
