import { DeskError } from '@app/domain';
import type { ChangedText } from '@app/store';
import { entitiesToHtml, formattedText } from '@app/telegram';
import type { Wish, WrittenBody } from './written-body.js';

/** Characters of an answer's text, however it was written. */
const MAX_TEXT_LENGTH = 100_000;

/**
 * What an agent wrote for Telegram: the words of its HTML, if there is any, and how they look. Kept is what the customer will see.
 *
 * @throws DeskError invalid/html-too-long, invalid/html-too-deep
 */
export function chatText({ text, html }: Pick<Wish, 'text' | 'html'>): ChangedText {
  if (html === undefined) return { text, html: null, entities: [] };
  const formatted = formattedText(html);
  if (formatted.text.length > MAX_TEXT_LENGTH)
    throw new DeskError('invalid', 'html-too-long', 'The text of an answer has 100,000 characters at most.');
  return { ...formatted, html: entitiesToHtml(formatted.text, formatted.entities) };
}

/** @throws DeskError invalid/html-too-long, invalid/html-too-deep */
export function chatBody(wish: Wish): WrittenBody {
  const attachmentIds = [...new Set((wish.attachments ?? []).map((id) => id.toLowerCase()))];
  return { ...chatText(wish), attachmentIds, shownIds: [], pictures: [] };
}
