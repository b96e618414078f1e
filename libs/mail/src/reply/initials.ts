import { attributionAt } from './attribution.js';
import { isBlank, type Line } from './lines.js';

/**
 * Reads the quote marks of The Bat! and its forebears, which put the writer's initials before the `>`: `IP> Where is it?`.
 *
 * Prompts look the same (`SQL> select 1`), so only lines below an introduction are read so.
 */
export function withInitialsRead<L extends Line>(lines: readonly L[]): readonly L[] {
  const first = lines.findIndex((line, at) => line.depth === 0 && INITIALS.test(line.text) && isIntroduced(lines, at));
  if (first === -1) return lines;
  return lines.map((line, at) => {
    const marks = at >= first && line.depth === 0 ? INITIALS.exec(line.text)?.[0] : undefined;
    if (marks === undefined) return line;
    return { ...line, text: line.text.slice(marks.length).trim(), depth: marks.split('>').length - 1 };
  });
}

const INITIALS = /^\p{Lu}[\p{L}\d]{0,3}>{1,9}(?= |$)/u;

/** Lines that an introduction is broken into at most. */
const MAX_ABOVE = 4;

function isIntroduced(lines: readonly Line[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && isBlank(lines[above])) above -= 1;
  if (above < 0 || !/[:：]$/.test(lines[above]?.text ?? '')) return false;
  for (let start = above; start >= 0 && start > above - MAX_ABOVE; start -= 1) {
    if (attributionAt(lines, start)?.to === above + 1) return true;
  }
  return false;
}
