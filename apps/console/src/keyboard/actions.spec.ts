import { ACTION_NAMES, ACTIONS, actionOf, shownKey } from './actions.js';

describe('actionOf', () => {
  test('one key never means two things', () => {
    const keys = ACTION_NAMES.flatMap((action) => [...ACTIONS[action].keys]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('a letter acts when no field has the focus, and writes when one has', () => {
    expect(actionOf('e', false, true)).toBe('solve');
    expect(actionOf('e', true, true)).toBeNull();
  });

  test('shortcuts of one key can be switched off; the palette stays', () => {
    expect(actionOf('e', false, false)).toBeNull();
    expect(actionOf('?', false, false)).toBeNull();
    expect(actionOf('mod+k', false, false)).toBe('palette');
    expect(actionOf('escape', false, false)).toBe('back');
  });

  test('the palette opens out of a field too', () => {
    expect(actionOf('mod+k', true, true)).toBe('palette');
  });

  test('a key that means nothing is left alone', () => {
    expect(actionOf('z', false, true)).toBeNull();
  });
});

test('keys are shown as they are engraved', () => {
  expect(shownKey('mod+k', false)).toBe('Ctrl K');
  expect(shownKey('mod+k', true)).toBe('⌘ K');
  expect(shownKey('shift+e', false)).toBe('Shift E');
});
