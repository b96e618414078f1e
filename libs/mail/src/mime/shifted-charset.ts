/**
 * Charsets that write East Asian letters in 7 bits between two marks, and that no decoder at hand knows: the same letters
 * stand in an 8-bit charset with the high bit set.
 *
 * ISO-2022-KR (RFC 1557) has SO and SI, HZ (RFC 1843) has `~{` and `~}`.
 *
 * @returns the bytes in `charset`, or null for any other label
 */
export function unshifted(bytes: Buffer, label: string): { readonly bytes: Buffer; readonly charset: string } | null {
  const marks = MARKS.find((each) => each.labels.test(label));
  if (!marks) return null;
  const text = bytes.toString('latin1').replace(marks.noise, '');
  const shifted = text.replace(marks.run, (_, letters: string) =>
    letters.replace(/[\u0021-\u007e]/g, (char) => String.fromCharCode(char.charCodeAt(0) | 0x80)),
  );
  return { bytes: Buffer.from(shifted, 'latin1'), charset: marks.charset };
}

const MARKS = [
  // oxlint-disable-next-line no-control-regex -- the marks are controls
  { labels: /^(cs)?iso-?2022-?kr$/, noise: /\u001b\$\)C/g, run: /\u000e([^\u000f\r\n]*)\u000f?/g, charset: 'euc-kr' },
  { labels: /^hz(-gb-2312)?$/, noise: /~\r?\n/g, run: /~\{([^~\r\n]*)(?:~\})?/g, charset: 'gbk' },
];
