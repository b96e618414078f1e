/**
 * Joins the lines that `format=flowed` broke (RFC 3676): a line that ends with a space goes on in the next one of the same
 * quote depth; the first space of a line is stuffing; the signature's mark is no broken line.
 *
 * @param delsp the space before the break is no part of the text (languages without spaces)
 */
export function unflow(text: string, delsp: boolean): string {
  const joined: string[] = [];
  let open: { depth: number } | null = null;
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const content = line.slice(depth).replace(/^ /, '');
    const flows = content.endsWith(' ') && content !== '-- ';
    const kept = flows && delsp ? content.slice(0, -1) : content;
    const goesOn: boolean = open !== null && open.depth === depth && content !== '-- ';
    if (goesOn) joined.push(`${joined.pop() ?? ''}${kept}`);
    else joined.push(depth === 0 ? kept : `${'>'.repeat(depth)} ${kept}`);
    open = flows ? { depth } : null;
  }
  return joined.join('\n');
}
