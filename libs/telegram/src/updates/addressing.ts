import type { EntityShape } from './shapes.js';
import type { ChatMessage } from './update.js';

/**
 * A command at the very start of a text.
 *
 * @param entities null: the text came without any, and is looked at itself
 * @see https://core.telegram.org/bots/features#commands
 */
export function commandOf(text: string, entities: readonly EntityShape[] | null): ChatMessage['command'] {
  const [whole, name, addressedTo] = /^\/([a-z0-9_]{1,32})(?:@(\w{1,64}))?(?!\S)/i.exec(text) ?? [];
  if (whole === undefined || name === undefined) return null;
  if (entities !== null && !entities.some(({ type, offset }) => type === 'bot_command' && offset === 0)) return null;
  return { name: name.toLowerCase(), payload: text.slice(whole.length).trim(), addressedTo: addressedTo?.toLowerCase() ?? null };
}

/** User names that a text mentions. */
export function mentionsOf(text: string, entities: readonly EntityShape[]): readonly string[] {
  const names = entities.map(({ type, offset, length, user }) => {
    if (type === 'text_mention') return user?.username ?? '';
    return type === 'mention' && offset >= 0 ? text.slice(offset + 1, offset + length) : '';
  });
  return [...new Set(names.filter((name) => /^\w{1,64}$/.test(name)).map((name) => name.toLowerCase()))];
}
