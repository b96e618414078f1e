import type { KeyboardEvent } from 'react';
import { keyOf } from '../keyboard/key-of.js';
import { type Mark, marked } from './marks.js';

/** As in Telegram's own apps. */
const KEYS: Readonly<Record<string, Mark>> = {
  'mod+b': 'bold',
  'mod+i': 'italic',
  'mod+u': 'underline',
  'mod+shift+x': 'strike',
  'mod+shift+m': 'code',
};

/** Formats what is selected in a field where the key means that. @returns whether it did */
export function formatByKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const mark = KEYS[keyOf(event.nativeEvent) ?? ''];
  if (mark === undefined) return false;
  event.preventDefault();
  // Ctrl + K and the like mean something else to the page.
  event.stopPropagation();
  format(event.currentTarget, mark);
  return true;
}

/** Formats what is selected in a field, as if it had been typed: it can be undone by Ctrl + Z. */
export function format(field: HTMLTextAreaElement, mark: Mark): void {
  const { from, to, insert, select } = marked(field.value, field.selectionStart, field.selectionEnd, mark);
  field.focus();
  field.setSelectionRange(from, to);
  // No other way leaves the browser's own undo as it was.
  document.execCommand('insertText', false, insert);
  field.setSelectionRange(...select);
}
