import { attributionAt } from './attribution.js';
import { isBlank, type Line, linesOf } from './lines.js';

/**
 * Parts lines in which an introduction follows the author's last words, as some telephones and web mailers run them
 * together: `Thanks! On Mon, Jan 5, 2026 at 10:12 AM, Anna <anna@shop.test> wrote:` above a quote.
 */
export function withSharedLinesParted(lines: readonly Line[]): Line[] {
  let looks = MAX_LOOKS;
  return lines.flatMap((line, at) => {
    if (looks === 0 || !/[:：]$/.test(line.text) || line.depth > 0 || !isAboveQuote(lines, at) || attributionAt(lines, at) !== null)
      return [line];
    looks -= 1;
    const from = introductionIn(line.raw);
    return from === null ? [line] : linesOf(`${line.raw.slice(0, from).replace(/[\s-]{1,20}$/, '')}\n${line.raw.slice(from)}`);
  });
}

/** One such line is all that a mail has; it bounds the work on what nobody wrote. */
const MAX_LOOKS = 50;

function isAboveQuote(lines: readonly Line[], at: number): boolean {
  const next = isBlank(lines[at + 1]) ? at + 2 : at + 1;
  return (lines[next]?.depth ?? 0) > 0;
}

/** The last place in the line where a sure introduction begins. */
function introductionIn(raw: string): number | null {
  if (raw.length > 1_000) return null;
  const starts = [
    ...raw.matchAll(/(?<=[\s-])(?:On|Am|Le|El|Il|Em|Op|Den|W dniu|Dne)\s(?=[^\d]{0,16}\d)|(?<=\s)(?:пн|вт|ср|чт|пт|сб|вс),?\s(?=\d)/gu),
  ];
  for (const { index } of starts.slice(-3)) {
    if (attributionAt(linesOf(raw.slice(index)), 0)?.sure === true) return index;
  }
  return null;
}
