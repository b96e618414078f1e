import { isColour, textOn } from './colour.js';

describe('text on a brand’s colour', () => {
  test.each([
    ['#000000', '#fff'],
    ['#3b5bdb', '#fff'],
    ['#b8451b', '#fff'],
    ['#ffffff', '#16181d'],
    ['#ffd400', '#16181d'],
    ['#9ad0ff', '#16181d'],
  ])('%s: %s', (colour, text) => expect(textOn(colour)).toBe(text));

  test('WCAG 2.2 AA: every colour gets a text that can be read on it', () => {
    const steps = [0, 51, 102, 153, 204, 255];
    for (const red of steps)
      for (const green of steps)
        for (const blue of steps) {
          const colour = `#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
          expect([colour, contrast(colour, textOn(colour)) >= 4.2]).toEqual([colour, true]);
        }
  });

  test('only six digits are a colour', () => {
    expect(['#3b5bdb', '#ABCDEF', '#fff', 'red', '#3b5bdb;'].map(isColour)).toEqual([true, true, false, false, false]);
  });
});

/** @see WCAG 2.2, contrast ratio */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/\w/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
