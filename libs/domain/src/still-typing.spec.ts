import { isStillTyping } from './still-typing.js';

const SAID = '2026-11-23T10:00:00.000Z';

test.each([
  [-3_000, true],
  [0, true],
  [5_000, true],
  [5_001, false],
])('who said that they type is believed for five seconds: %d ms later %s', (later, isBelieved) => {
  expect(isStillTyping(SAID, Date.parse(SAID) + later)).toBe(isBelieved);
});
