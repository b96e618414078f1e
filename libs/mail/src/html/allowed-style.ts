/**
 * Of a style attribute, what gives words their look: colours, letters, room around them. Nothing that could place, cover,
 * move or fetch anything (`threat:B9`), each value by its own pattern.
 *
 * @returns declarations as `color:#ff0000;padding:8px`; '' where nothing is left
 */
export function allowedStyle(style: string): string {
  const kept = new Map<string, string>();
  for (const [property, given] of declarations(style)) {
    const value = valueOf(property, given);
    if (value !== null) kept.set(property === 'background' ? 'background-color' : property, value);
  }
  return [...kept].map(([property, value]) => `${property}:${value}`).join(';');
}

/**
 * Whether its author shows an element to nobody: preheaders of newsletters, variants for other screens, planted words.
 *
 * `mso-hide` alone hides from Outlook only, mostly a button that it cannot draw.
 */
export function hides(style: string): boolean {
  if (!/none|hidden|opacity|max-height|height/i.test(style)) return false;
  const found = new Map(declarations(style));
  const isNothing = (property: string): boolean => /^0+(\.0+)?(px|pt|em|%)?$/.test(found.get(property) ?? '');
  const clips = found.get('overflow') === 'hidden';
  return (
    found.get('display') === 'none' ||
    found.get('visibility') === 'hidden' ||
    isNothing('opacity') ||
    (clips && (isNothing('max-height') || isNothing('height')))
  );
}

/** More than anybody writes on one element. */
const MAX_STYLE_LENGTH = 4_000;

function declarations(style: string): [property: string, value: string][] {
  return style
    .slice(0, MAX_STYLE_LENGTH)
    .toLowerCase()
    .split(';')
    .flatMap((declaration): [string, string][] => {
      const colon = declaration.indexOf(':');
      if (colon < 0) return [];
      const value = declaration
        .slice(colon + 1)
        .replace(/!\s*important/, '')
        .replace(/\s+/g, ' ')
        .trim();
      return [[declaration.slice(0, colon).trim(), value]];
    });
}

const COLOUR = String.raw`(?:#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]{3,20}|rgb\( ?\d{1,3} ?, ?\d{1,3} ?, ?\d{1,3} ?\))`;
const WIDTH = String.raw`\d{1,4}(?:\.\d{1,3})?(?:px|%)`;
const ROOM = String.raw`(?:0|\d{1,2}(?:\.\d{1,3})?px)`;
const LINE = String.raw`(?:none|0|0px|[1-9]px (?:solid|dashed|dotted|double) ${COLOUR}|(?:solid|dashed|dotted|double) [1-9]px ${COLOUR})`;

const exactly = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const VALUES: Readonly<Record<string, RegExp>> = {
  color: exactly(COLOUR),
  background: exactly(COLOUR),
  'background-color': exactly(COLOUR),
  'font-weight': /^(normal|bold|bolder|lighter|[1-9]00)$/,
  'font-style': /^(normal|italic|oblique)$/,
  'font-size': /^(?:9|[1-4]\d)(?:\.\d{1,3})?px$|^(?:[789]|[12]\d)(?:\.\d{1,3})?pt$/,
  'text-align': /^(left|right|center|justify|start|end)$/,
  'text-decoration': /^(none|underline|line-through)$/,
  'text-transform': /^(none|uppercase|lowercase|capitalize)$/,
  'vertical-align': /^(top|middle|bottom|baseline|sub|super)$/,
  'white-space': /^(normal|pre|pre-wrap|nowrap)$/,
  'line-height': /^(normal|[12](\.\d{1,3})?|1\d\d%|(?:1\d|[2-5]\d)px)$/,
  direction: /^(ltr|rtl)$/,
  width: exactly(WIDTH),
  'max-width': exactly(WIDTH),
  'border-radius': exactly(ROOM),
  'border-collapse': /^(collapse|separate)$/,
  ...Object.fromEntries(['', '-top', '-right', '-bottom', '-left'].map((side) => [`border${side}`, exactly(LINE)])),
  padding: exactly(`${ROOM}(?: ${ROOM}){0,3}`),
  ...Object.fromEntries(['-top', '-right', '-bottom', '-left'].map((side) => [`padding${side}`, exactly(ROOM)])),
};

/** The ink that everybody writes with: left to the reader's own, so that it can be read on dark paper too. */
const INK =
  /^(windowtext|black|initial|inherit|auto|#000|#000000|#111|#111111|#222|#222222|#212121|#333|#333333|rgb\( ?(\d|[1-4]\d) ?, ?(\d|[1-4]\d) ?, ?(\d|[1-4]\d) ?\))$/;
/** No colour, but a word that the pattern of colours lets through. */
const NO_COLOUR = /^(transparent|initial|inherit|unset|none|url|var|auto)$/;

function valueOf(property: string, value: string): string | null {
  if (!Object.hasOwn(VALUES, property) || !VALUES[property]?.test(value)) return null;
  if (property === 'color' && INK.test(value)) return null;
  if (/color|background/.test(property) && NO_COLOUR.test(value)) return null;
  return value;
}
