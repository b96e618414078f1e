import { isForwardSubject } from './forward-subject.js';
import { withInitialsRead } from './initials.js';
import { isBlank, type Line, linesOf } from './lines.js';
import { type Part, partsOf } from './mail-parts.js';
import { withSharedLinesParted } from './shared-line.js';

export type SplitText = {
  /** What the author wrote this time. */
  readonly replyText: string;
  /** What was repeated of earlier messages, its introduction included. */
  readonly quoted: string | null;
  readonly signature: string | null;
};

/**
 * Parts what is new in a mail from what it repeats, and from the signature. Linear in the text's length.
 *
 * A forwarded mail is what its author wants to show: it stays. Nothing is lost: where taking quotes away would leave
 * nothing, or tear answers from the questions they stand below, they count as new (`fail:P11`).
 *
 * @param subject of the mail: `Fwd:` tells a forward from an answer where Outlook writes both alike
 */
export function splitReply(text: string, subject = ''): SplitText {
  const lines = withInitialsRead(withSharedLinesParted(linesOf(text.replace(/\r\n?/g, '\n'))));
  const parts = partsOf(lines, isForwardSubject(subject));
  const replyText = tidy(joined(lines, parts, 'new'));
  return {
    replyText,
    quoted: orNull(joined(lines, parts, 'quoted')),
    signature: orNull(withoutDelimiter(joined(lines, parts, 'signature'))),
  };
}

/** Pieces that something was taken from between are set apart by a blank line. */
function joined(lines: readonly Line[], parts: readonly Part[], wanted: Part): string {
  const taken: string[] = [];
  lines.forEach((line, at) => {
    if (parts[at] !== wanted) return;
    if (at > 0 && parts[at - 1] !== wanted && taken.length > 0 && taken.at(-1)?.trim() !== '') taken.push('');
    // Direction marks alone are an empty line.
    taken.push(isBlank(line) && line.depth === 0 ? '' : line.raw.trimEnd());
  });
  return taken.join('\n');
}

/** Without the blank lines around it, and no more than two in a row where something was taken out. */
function tidy(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/** A signature without the `-- ` that opens it. */
export function withoutDelimiter(text: string): string {
  return text.replace(/^\s*(?:--|—|–|_{2,}|-{3,})[^\S\n]*\n/, '').trim();
}

function orNull(text: string): string | null {
  const tidied = tidy(text);
  return tidied === '' ? null : tidied;
}
