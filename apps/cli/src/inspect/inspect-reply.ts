import { asError } from '@app/domain';
import { splitReply, splitReplyHtml, type SplitText } from '@app/mail';
import type { Command } from '../command.js';
import { type FileProblem, FILES_OPTIONS, FILES_USAGE, filesOf, type ReadFile } from './files.js';

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
  return {
    name,
    usage: FILES_USAGE,
    about,
    takes: 'any',
    options: FILES_OPTIONS,
    async run(call) {
      let readable = 0;
      for await (const file of filesOf(call)) {
        const line = inspectFile(file, split);
        call.out.item(line, JSON.stringify(line));
        if (!('error' in line)) readable += 1;
      }
      return readable > 0 ? 0 : 1;
    },
  };
}

/** One bad file never ends the call. */
function inspectFile({ path, bytes, problem }: ReadFile, split: (content: string) => SplitText): SplitText | FileProblem {
  if (problem !== null || bytes === null) return problem ?? { error: { code: 'file-unreadable', message: path } };
  try {
    return split(new TextDecoder().decode(bytes));
  } catch (error) {
    return { error: { code: 'reply-unreadable', message: `${path}: ${asError(error).message}` } };
  }
}
