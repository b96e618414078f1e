import { displayName } from './plain-strings.js';
import type { ChatShape, UserShape } from './shapes.js';
import type { Chat, Person } from './update.js';

export function personOf(user: UserShape | null): Person | null {
  if (user === null) return null;
  const { id, first_name: first, last_name: last, language_code: language } = user;
  return {
    id,
    name: displayName([first, last].filter(Boolean).join(' ')),
    username: usernameOf(user.username),
    language: language !== null && /^[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}$/i.test(language) ? language : null,
    isBot: user.is_bot === true,
  };
}

export function chatIn(chat: ChatShape | null): Chat | null {
  if (chat === null) return null;
  const { id, type, title, username } = chat;
  return { id, type: type ?? typeById(id), title: title === null ? null : displayName(title), username: usernameOf(username) };
}

/** What a chat is called: a person's chat by their name. */
export function chatName({ title, first_name: first, last_name: last }: ChatShape): string {
  return displayName(title ?? [first, last].filter(Boolean).join(' '));
}

function usernameOf(username: string | null): string | null {
  return username !== null && /^\w{1,64}$/.test(username) ? username : null;
}

/** Numbers of people are above 0, of groups below, of supergroups and channels below -10^12. @see https://core.telegram.org/api/bots/ids */
function typeById(id: number): Chat['type'] {
  if (id > 0) return 'private';
  return id > -1_000_000_000_000 ? 'group' : 'supergroup';
}
