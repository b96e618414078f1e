import { splitReply, splitReplyHtml, type SplitText } from '@app/mail';
import type { Command } from '../command.js';
import { inspectCommand } from './inspect-command.js';

export const inspectReplyText = replyCommand(
  'inspect reply-text',
  'Tells new text, quotes and signature apart in files of plain text (UTF-8): one JSON line a file, in order.',
  splitReply,
);

export const inspectReplyHtml = replyCommand(
  'inspect reply-html',
  'Tells new text, quotes and signature apart in files of HTML (UTF-8): one JSON line a file, in order.',
  splitReplyHtml,
);

function replyCommand(name: string, about: string, split: (content: string) => SplitText): Command {
  return inspectCommand({ name, about, unreadable: 'reply-unreadable', inspect: (content) => [split(new TextDecoder().decode(content))] });
}
