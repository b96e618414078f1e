import { MOST_CHOICES, withChoice } from './choices.js';

test('a label is one line, without blanks around it', () => {
  expect(withChoice(['No'], ' Yes,\n please ')).toEqual(['No', 'Yes, please']);
});

test('a label stands once, an empty one never', () => {
  expect(withChoice(['Yes'], 'Yes')).toEqual(['Yes']);
  expect(withChoice(['Yes'], '  ')).toEqual(['Yes']);
});

test('there are at most ten, of 60 characters each', () => {
  const full = Array.from({ length: MOST_CHOICES }, (_, at) => String(at));
  expect(withChoice(full, 'one more')).toBe(full);
  expect(withChoice([], 'a'.repeat(61))[0]).toHaveLength(60);
});
