import { personOf } from './people.js';
import { ConnectionShape } from './shapes.js';
import type { BusinessConnection } from './update.js';

/**
 * A connection with a business account, from an update of its own or asked for; null where it is none.
 *
 * @see https://core.telegram.org/bots/api#businessconnection
 */
export function readConnection(raw: unknown): BusinessConnection | null {
  const parsed = ConnectionShape.safeParse(raw);
  if (!parsed.success) return null;
  const { id, rights, can_reply: couldReply, is_enabled: isEnabled } = parsed.data;
  const user = personOf(parsed.data.user);
  if (id === null || user === null) return null;
  return { id, user, canReply: rights === null ? couldReply === true : rights.can_reply === true, isEnabled: isEnabled !== false };
}
