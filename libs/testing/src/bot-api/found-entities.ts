import type { MessageEntity } from 'telegraf/types';

type Found = 'bot_command' | 'mention' | 'url' | 'email';

/** What Telegram marks in a text by itself, without being told. https://core.telegram.org/bots/api#messageentity */
const MARKS: readonly (readonly [Found, RegExp])[] = [
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['url', /https?:\/\/[^\s]+/g],
  ['bot_command', /(?<![\w/@])\/[a-z\d_]{1,32}(?:@\w{5,32})?/gi],
  ['mention', /(?<![\w@/])@\w{4,32}/g],
];

/** Commands, mentions of user names, addresses of sites and e-mail; in their order, none within another. */
export function foundEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of MARKS) {
    for (const match of text.matchAll(pattern)) {
      const isInside = found.some((one) => match.index < one.offset + one.length && one.offset < match.index + match[0].length);
      if (!isInside) found.push({ type, offset: match.index, length: match[0].length });
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}
