import { isPast } from './is-past.js';

const NOW = new Date('2026-11-23T12:00:00.000Z');

test.each([
  ['a year to come', '2027-11-23T12:00:00.000Z', false],
  ['now', '2026-11-23T12:00:00.000Z', false],
  ['a minute ago, as by a slow clock', '2026-11-23T11:59:00.000Z', false],
  ['just more than a minute ago', '2026-11-23T11:58:59.999Z', true],
  ['long ago', '1970-01-01T00:00:00.000Z', true],
])('%s', (_what, moment, past) => {
  expect(isPast(new Date(moment), NOW)).toBe(past);
});
