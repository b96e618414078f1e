import { fc } from '@app/fuzz';
import { accentOn, contrast, isColour, textOn } from './colour.js';

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
/** As `contrast` reads them. */
const LONG = { '#fff': '#ffffff', '#000': '#000000' } as const;

describe('text on a brand’s colour', () => {
  test.each([
    ['#000000', '#fff'],
    ['#3b5bdb', '#fff'],
    ['#b8451b', '#fff'],
    ['#ffffff', '#000'],
    ['#ffd400', '#000'],
    ['#9ad0ff', '#000'],
  ])('%s: %s', (colour, text) => expect(textOn(colour)).toBe(text));

  test.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#3b5bdb', '#3b5bdb', 1],
  ])('the contrast of %s and %s is %d', (one, other, ratio) => expect(contrast(one, other)).toBeCloseTo(ratio, 2));

  test('need:W5 every colour gets a text that can be read on it', () => {
    fc.assert(
      fc.property(colours, (colour) => contrast(colour, LONG[textOn(colour)]) >= 4.5),
      { numRuns: 20_000 },
    );
  });

  test('need:W5 every colour becomes words that can be read on the panel’s own grounds, and stays itself where it can be read', () => {
    fc.assert(
      fc.property(colours, fc.constantFrom('#ffffff', '#eef0f4', '#f5f6f8', '#2b313b', '#15181e'), (colour, ground) => {
        const accent = accentOn(colour, ground);
        return contrast(accent, ground) >= 4.5 && (contrast(colour, ground) < 4.5 || accent === colour);
      }),
      { numRuns: 5_000 },
    );
  });

  test('only six digits are a colour', () => {
    expect(['#3b5bdb', '#ABCDEF', '#fff', 'red', '#3b5bdb;'].map(isColour)).toEqual([true, true, false, false, false]);
  });
});
