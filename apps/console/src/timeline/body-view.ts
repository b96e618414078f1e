import { useState } from 'react';
import type { Message } from '../api/shapes.js';
import { saysMoreThanText } from './says-more-than-text.js';

export type BodyView = {
  /** The message's HTML while it is shown as that. */
  readonly html: string | null;
  /** Shows the other view; null when there is only one. */
  readonly toggle: (() => void) | null;
};

/** As what a message is shown: as its author formatted it where that says more than its text and quoted text can be folded in it. */
export function useBodyView({ html, quotedText }: Message): BodyView {
  const formatted = html !== null && saysMoreThanText(withoutQuoted(html));
  const canFold = quotedText === null || html?.includes('data-quoted') === true;
  const [asHtml, setAsHtml] = useState(formatted && canFold);
  if (html === null || !(formatted || saysMoreThanText(html))) return { html: null, toggle: null };
  return { html: asHtml ? html : null, toggle: () => setAsHtml(!asHtml) };
}

/** What stands before the first quoted part: the new text, in most mails. */
function withoutQuoted(html: string): string {
  const quoted = html.indexOf('data-quoted');
  return quoted < 0 ? html : html.slice(0, html.lastIndexOf('<', quoted));
}

/** Files that the message does not show in its own place: those are listed below it. */
export function listedFiles({ attachments }: Message, { html }: BodyView): Message['attachments'] {
  return html === null ? attachments : attachments.filter((file) => !(file.picture && html.includes(`data-attachment="${file.id}"`)));
}
