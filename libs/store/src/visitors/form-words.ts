import type { ChatMessage } from '@app/contracts';

/** What a visitor answered to a form, and what they wrote with it, as plain text: for where there is nothing but text. */
export function wordsWithForm({ form, text }: Pick<ChatMessage, 'form' | 'text'>): string {
  if (form === null) return text;
  const asked = [form.topic, ...form.answers.map(({ label, value }) => `${label}: ${value}`)].join('\n');
  return text.trim() === '' ? asked : `${asked}\n\n${text}`;
}
