import type { IncomingMessage } from './incoming.js';

/** What a message says, in a line or some, in no language of ours: lists show it, and a chat's first one is the subject of its ticket. */
export function inBrief({ text, chat, form, files }: Pick<IncomingMessage, 'text' | 'chat' | 'form' | 'files'>): string {
  const content = chat?.content ?? null;
  if (content?.kind === 'location' || content?.kind === 'venue') return `📍 ${text.trim()}`;
  if (content?.kind === 'contact') return `👤 ${text.trim()}`;
  if (content?.kind === 'poll') return `📊 ${text.trim()}`;
  if (text.trim() !== '') return text.trim();
  if (form) return form.content.answers.map(({ value }) => value).join(' · ') || form.content.topic;
  const named = files.flatMap((file) => file.filename ?? []);
  if (named.length > 0) return named.length > 1 ? `${named[0]} +${named.length - 1}` : (named[0] ?? '');
  return content?.kind === 'other' ? content.name : '';
}
