import type { ByteRange } from '@app/store';

/**
 * The part of a file that a request asks for.
 *
 * @param header `Range`; several parts at once, other units and nonsense are answered by the whole file, as RFC 9110 14.2 allows
 * @returns null: the whole; `unsatisfiable`: there is no such part
 * @see RFC 9110 14.1.2
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') return Number(to) === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - Number(to)), end: size - 1 };
  if (to !== '' && Number(to) < Number(from)) return null;
  if (Number(from) >= size) return 'unsatisfiable';
  return { start: Number(from), end: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
