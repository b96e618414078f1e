/** Bytes of a body that are searched, and delimiters that are tried. */
const SEARCHED = 64 * 1024;
const TRIED = 20;

/** The boundary that a multipart seems to have: the first line that looks like a delimiter, and that a part's header or the same line follows. */
export function guessBoundary(body: Buffer): string | null {
  const start = body.toString('latin1', 0, SEARCHED);
  const candidates = Array.from(start.matchAll(/^--([0-9A-Za-z'()+_,./:=?-]{1,200})[ \t]*\r?$/gm), ([, candidate = '']) => candidate);
  const isDelimiter = (candidate: string): boolean => {
    const line = `--${candidate}`;
    const first = start.indexOf(line);
    return HAS_PART_HEADER.test(start.slice(first + line.length, first + 300)) || start.includes(`\n${line}`, first + line.length);
  };
  return candidates.slice(0, TRIED).find((candidate) => candidate !== '' && !/^-*$/.test(candidate) && isDelimiter(candidate)) ?? null;
}

const HAS_PART_HEADER = /^[ \t]*\r?\ncontent-/i;
