import { unfold } from './header-block.js';

const EARLIEST = Date.UTC(1970, 0, 2);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * The instant a Date header means, or null when it means none.
 *
 * Never "now" instead of an unusable one: a made-up time looks like a fact (`fail:F6`).
 */
export function readDate(value: string | null): Date | null {
  if (value === null) return null;
  const text = unfold(value).slice(0, 200);
  const at = Date.parse(text.replace(/\([^()]*\)/g, ' ').trim());
  return Number.isNaN(at) || at < EARLIEST || at > LATEST ? null : new Date(at);
}
