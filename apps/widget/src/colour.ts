/**
 * White or black, whichever can be read on a colour: at least 4.5 to 1 (WCAG 2.2, 1.4.3).
 *
 * A colour of relative luminance 0.175 to 0.183 is good for both. The exponent 2.2 stands for the exact curve: with this limit no
 * colour of all is on the wrong side of both.
 *
 * @param colour six digits, e.g. `#3b5bdb`
 */
export function textOn(colour: string): '#fff' | '#000' {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2 > 0.1795 ? '#000' : '#fff';
}

/**
 * The brand's colour where it is words or lines on the panel's own ground: as near to itself as can be read there (4.5 to 1).
 *
 * @param ground six digits
 */
export function accentOn(colour: string, ground: string): string {
  const end = textOn(ground) === '#000' ? 0 : 1;
  const own = channels(colour);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = own.map((value) => Math.round((value + (end - value) * share) * 255));
    const hex = `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(hex, ground) >= 4.5) return hex;
  }
  return end === 0 ? '#000000' : '#ffffff';
}

/**
 * From 1 to 21.
 *
 * @see WCAG 2.2, contrast ratio
 */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((share) =>
    share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Red, green and blue from 0 to 1. */
function channels(colour: string): number[] {
  return (colour.match(/\w\w/g) ?? []).map((hex) => Number.parseInt(hex, 16) / 255);
}
