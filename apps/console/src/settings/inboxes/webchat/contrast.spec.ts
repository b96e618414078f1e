import { contrast, isColour, textOn } from './contrast.js';

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
])('%s and %s: %d to 1', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBeCloseTo(ratio, 2);
});

test('whatever the colour, its text is read: 4.5 to 1 at least', () => {
  const steps = Array.from({ length: 18 }, (_, at) => (at * 15).toString(16).padStart(2, '0'));
  const poor = steps.flatMap((red) =>
    steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`).filter((colour) => contrast(colour, textOn(colour)) < 4.5)),
  );
  expect(poor).toEqual([]);
});

test('half of a colour is none', () => {
  expect(['#0a7654', '#0A7654', '#fff', 'red', ''].map(isColour)).toEqual([true, true, false, false, false]);
});
