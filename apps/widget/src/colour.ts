/**
 * White or near-black, whichever is easier to read on a colour.
 *
 * Both have the same contrast (WCAG 2.2) with a colour of relative luminance 0.2, which the exponent 2.2 gives closely enough.
 *
 * @param colour six digits, e.g. `#3b5bdb`
 */
export function textOn(colour: string): '#fff' | '#16181d' {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\w\w/g) ?? []).map((hex) => (Number.parseInt(hex, 16) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? '#16181d' : '#fff';
}

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}
