import type { MessageContent } from '@app/contracts';
import { displayName } from './plain-strings.js';
import { richText } from './rich-text.js';
import { unknownField } from './service-fields.js';
import type { HeldShape } from './shapes.js';

/** What a message says beside text and files; null where these say it all. A venue's `location` repeats it. */
export function contentOf(held: HeldShape): MessageContent | null {
  const { venue, location, contact, poll, dice } = held;
  if (venue !== null) return { kind: 'venue', ...coordinates(venue.location), title: venue.title ?? '', address: venue.address ?? '' };
  if (location !== null) return { kind: 'location', ...coordinates(location), live: location.live_period !== null };
  if (contact !== null) {
    const name = displayName([contact.first_name, contact.last_name].filter(Boolean).join(' '));
    return { kind: 'contact', phone: contact.phone_number, name };
  }
  if (poll !== null) return { kind: 'poll', question: poll.question, options: (poll.options ?? []).map(({ text }) => text) };
  if (dice !== null) return { kind: 'dice', emoji: dice.emoji, value: dice.value };
  return null;
}

/** A kind that is not shown, by the name of its field. */
export function unknownContent(message: object): MessageContent {
  return { kind: 'other', name: unknownField(message) };
}

/** The same in plain words of no language; '' for what has none. */
export function contentText(content: MessageContent): string {
  switch (content.kind) {
    case 'location':
      return `${content.latitude}, ${content.longitude}`;
    case 'venue':
      return [content.title, content.address].filter(Boolean).join(', ');
    case 'contact':
      return [content.name, content.phone].filter(Boolean).join(' ');
    case 'poll':
      return [content.question, ...content.options.map((option) => `• ${option}`)].join('\n');
    case 'dice':
      return `${content.emoji} ${content.value}`;
    case 'choice':
      return content.label;
    case 'form':
    case 'other':
      return '';
  }
}

/** Words of what has neither text nor caption: '' where there are none. */
export function heldText(held: HeldShape, content: MessageContent | null): string {
  const { sticker, checklist, rich_message: rich } = held;
  if (content !== null) return contentText(content);
  if (rich !== null) return richText(rich.blocks);
  if (checklist !== null) {
    const tasks = (checklist.tasks ?? []).map(({ text, completion_date: done }) => `${done === null ? '☐' : '☑'} ${text ?? ''}`);
    return [checklist.title ?? '', ...tasks].join('\n').trim();
  }
  return sticker?.emoji ?? '';
}

function coordinates({ latitude, longitude }: { latitude: number; longitude: number }): { latitude: number; longitude: number } {
  return { latitude, longitude };
}
