import type { LocalConfig } from '@app/service';
import type { OpenedDatabase } from '../open-database.js';
import { bad, checkOf, type Finding, good } from './finding.js';

const PATIENCE_MS = 5_000;

/**
 * Whether sites may embed the chat as it is seen from outside: a proxy that adds `X-Frame-Options`, or a policy of its own, makes browsers
 * refuse the frame everywhere (`fail:W3`).
 */
export async function checkChatFrame({ store }: OpenedDatabase, { PUBLIC_SITE_URL }: LocalConfig): Promise<Finding[]> {
  const [inbox] = await store.query<{ id: string }>(
    `select id from inboxes where channel = 'webchat' and active order by created_at limit 1`,
  );
  if (!inbox) return [];
  const check = checkOf('chat-frame');
  const url = new URL(`/widget/${inbox.id}`, PUBLIC_SITE_URL).href;
  const headers = await headersOf(url);
  if (headers === null) return [{ check, level: 'warning', detail: { code: 'doctor-chat-frame-away', params: { url } } }];
  const header = refusal(headers);
  return [
    header === null
      ? good(check, 'doctor-chat-frame-good', { url })
      : bad(check, { code: 'doctor-chat-frame-refused', params: { url, header } }),
  ];
}

/** Null: nobody answers there, or not with the frame. */
async function headersOf(url: string): Promise<Headers | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    return answer.ok ? answer.headers : null;
  } catch {
    return null;
  }
}

/** What of the headers is not ours. Several policies come joined by commas; browsers obey each. */
function refusal(headers: Headers): string | null {
  const options = headers.get('x-frame-options');
  if (options !== null) return `X-Frame-Options: ${options}`;
  const ancestors = (headers.get('content-security-policy') ?? '').match(/frame-ancestors[^;,]*/g) ?? [];
  return ancestors.length > 1 ? `Content-Security-Policy: ${ancestors.at(-1)?.trim()}` : null;
}
