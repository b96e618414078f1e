import { allowedStyle, hides } from './allowed-style.js';
import { imageAttributes } from './image-attributes.js';
import { linkAddress } from './link-address.js';

type Attributes = Readonly<Record<string, string | undefined>>;

/** Attributes of an element that are kept, each with the values it may have. */
export function allowedAttributes(tag: string, given: Attributes): Record<string, string> {
  const kept: Record<string, string> = tag === 'img' ? imageAttributes(given) : {};
  if (tag === 'a') {
    const address = linkAddress(given['href'] ?? '');
    if (address !== null) Object.assign(kept, { href: address, rel: 'noopener noreferrer nofollow', target: '_blank' });
  }
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && valuesOf(tag, name)?.test(value.trim())) kept[name] = value.trim();
  }
  // Marks of a former pass stay, so that a second changes nothing.
  const style = allowedStyle(given['style'] ?? given['data-style'] ?? '');
  if (style !== '' && tag !== 'img') kept['data-style'] = style;
  return kept;
}

/** Whether its author shows an element to nobody. */
export function isHidden(given: Attributes): boolean {
  return given['hidden'] !== undefined || hides(given['style'] ?? '');
}

const COLOUR = /^(#[0-9a-f]{3}|#?[0-9a-f]{6}|[a-z]{3,20})$/i;
const NUMBER = /^\d{1,3}$/;
const WIDTH = /^\d{1,4}(px|%)?$/;

/** Name to the values that it may have on any element. */
const EVERYWHERE: Readonly<Record<string, RegExp>> = {
  dir: /^(ltr|rtl|auto)$/i,
  lang: /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,3}$/i,
  align: /^(left|right|center|justify)$/i,
  // Set where new text and quoted text are told apart.
  'data-quoted': /^[a-z]{0,20}$/,
};

const CELL = { colspan: NUMBER, rowspan: NUMBER, valign: /^(top|middle|bottom|baseline)$/i, width: WIDTH, bgcolor: COLOUR };
const ON: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  font: { color: COLOUR, size: /^[+-]?[1-7]$/ },
  ol: { start: /^\d{1,6}$/, type: /^[1aiAI]$/ },
  table: { border: NUMBER, cellpadding: NUMBER, cellspacing: NUMBER, width: WIDTH, bgcolor: COLOUR },
  tr: { valign: CELL.valign, bgcolor: COLOUR },
  td: CELL,
  th: CELL,
  col: { width: WIDTH },
};

function valuesOf(tag: string, name: string): RegExp | undefined {
  if (Object.hasOwn(EVERYWHERE, name)) return EVERYWHERE[name];
  const own = Object.hasOwn(ON, tag) ? ON[tag] : undefined;
  return own && Object.hasOwn(own, name) ? own[name] : undefined;
}

/** For the sanitizer's own list: what can stand on an element at all. */
export const ATTRIBUTES: Record<string, string[]> = {
  '*': [...Object.keys(EVERYWHERE), 'data-style'],
  a: ['href', 'rel', 'target'],
  img: ['src', 'data-remote-src', 'data-name', 'data-tracker', 'alt', 'width', 'height'],
  ...Object.fromEntries(Object.entries(ON).map(([tag, names]) => [tag, Object.keys(names)])),
};
