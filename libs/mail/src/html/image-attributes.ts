import { hides } from './allowed-style.js';
import { linkAddress } from './link-address.js';

type Attributes = Readonly<Record<string, string | undefined>>;

/** A picture inside the HTML itself may have so many characters. */
const MAX_DATA_LENGTH = 700_000;
const MAX_WORDS = 500;

/**
 * What is kept of an image: where its picture is, in the one way that fits, its words and its size.
 *
 * `src` names a part of the mail (`cid:`) or holds the picture; `data-name` names a part by its file name; `data-remote-src` is an
 * address that is fetched when somebody asks for it; `data-tracker` stands for one that nobody could see, whose only use is to
 * tell its sender that the mail was read: it keeps no address.
 */
export function imageAttributes(given: Attributes): Record<string, string> {
  const place = placeOf(given);
  const kept: Record<string, string> = { ...place };
  const alt = given['alt']?.trim().slice(0, MAX_WORDS) ?? '';
  if (alt !== '') kept['alt'] = alt;
  for (const side of ['width', 'height'] as const) {
    const value = sizeOf(given, side);
    if (value !== null && value > 0) kept[side] = String(value);
  }
  return place['data-tracker'] === undefined ? kept : place;
}

function placeOf(given: Attributes): Record<string, string> {
  if (given['data-tracker'] !== undefined) return TRACKER;
  const src = (given['src'] ?? '').replace(/[\t\n\r]/g, '').trim();
  const remote = remoteAddress(src) ?? remoteAddress(given['data-remote-src'] ?? '');
  if (remote !== null) return isUnseen(given) ? TRACKER : { 'data-remote-src': remote };
  if (/^cid:/i.test(src)) return { src: `cid:${src.slice(4).trim().slice(0, MAX_WORDS)}` };
  if (/^data:/i.test(src)) return isPicture(src) ? { src } : {};
  const name = src !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(src) ? src : (given['data-name'] ?? '');
  return name === '' || name.startsWith('//') ? {} : { 'data-name': name.slice(0, MAX_WORDS) };
}

const TRACKER: Readonly<Record<string, string>> = { 'data-tracker': '1' };

function remoteAddress(src: string): string | null {
  const address = linkAddress(src.startsWith('//') ? `https:${src}` : src);
  return address !== null && /^https?:/i.test(address) ? address : null;
}

/** Pictures that browsers cannot be made to run anything by: SVG is not among them. */
function isPicture(src: string): boolean {
  return src.length <= MAX_DATA_LENGTH && /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=]+$/i.test(src);
}

/** At most a dot, or hidden: no reader would miss it. */
function isUnseen(given: Attributes): boolean {
  if (given['hidden'] !== undefined || hides(given['style'] ?? '')) return true;
  const [width, height] = [sizeOf(given, 'width'), sizeOf(given, 'height')];
  return width !== null && height !== null && width <= 1 && height <= 1;
}

/** CSS pixels, from the style before the attribute as browsers have it; null where none is given. */
function sizeOf(given: Attributes, side: 'width' | 'height'): number | null {
  const style = new RegExp(String.raw`(?:^|;)\s*(?:max-)?${side}\s*:\s*(\d{1,4})(?:\.\d+)?(?:px)?\s*(?:;|!|$)`, 'i').exec(
    given['style']?.slice(0, 2_000) ?? '',
  );
  const attribute = /^\s*(\d{1,4})(?:\.\d+)?(?:px)?\s*$/i.exec(given[side] ?? '');
  const value = style?.[1] ?? attribute?.[1];
  return value === undefined ? null : Number(value);
}
