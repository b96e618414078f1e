import { htmlOfText } from '../html/html-text.js';
import { stripControls } from '../head/plain-characters.js';
import type { MailAddress } from '../head/mail-address.js';

/** One message of a conversation as an answer repeats it. Never a note: those are no messages. */
export type QuotedMessage = {
  readonly author: MailAddress;
  readonly at: Date;
  readonly text: string;
};

export type QuoteManner = { readonly language: 'ru' | 'en'; readonly timeZone: string };

/** Messages and bytes that are repeated at most. */
export const MAX_QUOTED_MESSAGES = 10;
const MAX_QUOTED_BYTES = 50_000;
const MAX_NAME_LENGTH = 60;

/**
 * Repeats earlier messages as mail programs do, each below a line that says whose it is: `On 5 January 2026 at 10:12, Ivan
 * <ivan@x.test> wrote:`, in a form that `splitReply` knows again.
 *
 * @param messages newest first
 * @returns null where there is nothing to repeat
 */
export function quoteHistory(messages: readonly QuotedMessage[], manner: QuoteManner): string | null {
  const quotes: string[] = [];
  let left = MAX_QUOTED_BYTES;
  for (const message of messages.slice(0, MAX_QUOTED_MESSAGES)) {
    const introduction = introductionOf(message, manner);
    const room = left - Buffer.byteLength(introduction);
    const text = quotes.length === 0 ? cut(message.text, room) : message.text;
    const quote = `${introduction}\n${quoted(text)}`;
    left -= Buffer.byteLength(quote);
    if (left < 0) break;
    quotes.push(quote);
  }
  return quotes.length === 0 ? null : quotes.join('\n\n');
}

/** The same for the HTML of the answer, in elements that mail programs fold. Made of `quoteHistory`'s own text, and of no other. */
export function htmlOfQuotes(quotes: string): string {
  const blocks = quotes.split(/\n\n(?!>)/).map((block) => {
    const [introduction = '', ...lines] = block.split('\n');
    const said = lines.map((line) => line.replace(/^> ?/, '')).join('\n');
    return `<div class="gmail_attr">${inline(introduction)}</div><blockquote type="cite" class="gmail_quote">${htmlOfText(said)}</blockquote>`;
  });
  return `<div class="gmail_quote">${blocks.join('<br>')}</div>`;
}

function inline(line: string): string {
  return htmlOfText(line).replace(/^<p>|<\/p>$/g, '');
}

function introductionOf({ author, at }: QuotedMessage, { language, timeZone }: QuoteManner): string {
  const parts = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  const [day, time] = [`${part('day')} ${part('month')} ${part('year')}`, `${part('hour')}:${part('minute')}`];
  const who = shownAuthor(author);
  return language === 'ru' ? `${day} г. в ${time}, ${who} пишет:` : `On ${day} at ${time}, ${who} wrote:`;
}

/** What would make the line end early, or be another, is left out of names. */
function shownAuthor({ name, address }: MailAddress): string {
  const plain = stripControls(name)
    .replace(/[<>()[\]{}"«»„“”:：;,@*_|\\/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = Array.from(plain).slice(0, MAX_NAME_LENGTH).join('').trim();
  return short === '' ? `<${address}>` : `${short} <${address}>`;
}

function quoted(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .trim()
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
    .join('\n');
}

/** The beginning of a text that is longer than all quotes may be. Marks of quoting take room too. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(quoted(text)) <= bytes) return text;
  const room = bytes - 200;
  let used = 0;
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    used += Buffer.byteLength(line) + 3;
    if (used > room) {
      if (lines.length === 0)
        lines.push(
          Buffer.from(line)
            .subarray(0, room)
            .toString()
            // What is left of the character that was cut.
            .replace(/\ufffd{1,3}$/, ''),
        );
      break;
    }
    lines.push(line);
  }
  return `${lines.join('\n')}\n…`;
}
