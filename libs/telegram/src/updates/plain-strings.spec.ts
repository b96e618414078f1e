import { displayName } from './plain-strings.js';

describe('a name that people gave themselves', () => {
  test.each([
    ['Anna Petrova', 'Anna Petrova'],
    ['\u202eanna', 'anna'],
    ['a\0b\nc', 'a b c'],
    ['محمد', 'محمد'],
    ['👍🏽', '👍🏽'],
    ['7', '7'],
  ])('threat:B5 %j is told as %j', (name, told) => {
    expect(displayName(name)).toBe(told);
  });

  test.each(['\u200b\u200b', '\u3164', '\u2800', '\u00ad \u2060', '\ufe0f', '\u202e', '   ', ''])(
    'threat:B5 %j shows nothing: it is none',
    (name) => {
      expect(displayName(name)).toBe('');
    },
  );
});
