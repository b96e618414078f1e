import { keyOf, type Press } from './key-of.js';

function press(key: string, code: string, held: Partial<Press> = {}): Press {
  return { key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held };
}

describe('keyOf', () => {
  test('a Latin letter is itself, wherever the layout has it', () => {
    expect(keyOf(press('e', 'KeyE'))).toBe('e');
    expect(keyOf(press('a', 'KeyQ'))).toBe('a'); // AZERTY
    expect(keyOf(press('e', 'KeyD'))).toBe('e'); // Dvorak
  });

  test.each([
    ['у', 'KeyE', 'e'],
    ['о', 'KeyJ', 'j'],
    ['л', 'KeyK', 'k'],
    ['т', 'KeyN', 'n'],
    ['к', 'KeyR', 'r'],
    ['ф', 'KeyA', 'a'],
    ['ш', 'KeyI', 'i'],
  ])('with a Russian layout %s on %s means %s', (key, code, means) => {
    expect(keyOf(press(key, code))).toBe(means);
  });

  test('shift and capitals say the same', () => {
    expect(keyOf(press('E', 'KeyE', { shiftKey: true }))).toBe('shift+e');
    expect(keyOf(press('У', 'KeyE', { shiftKey: true }))).toBe('shift+e');
  });

  test('the palette opens by Ctrl and by Command, in both layouts', () => {
    expect(keyOf(press('k', 'KeyK', { ctrlKey: true }))).toBe('mod+k');
    expect(keyOf(press('л', 'KeyK', { metaKey: true }))).toBe('mod+k');
  });

  test('search and help are on the key of slash in both layouts', () => {
    expect(keyOf(press('/', 'Slash'))).toBe('/');
    expect(keyOf(press('.', 'Slash'))).toBe('/');
    expect(keyOf(press('?', 'Slash', { shiftKey: true }))).toBe('?');
    expect(keyOf(press(',', 'Slash', { shiftKey: true }))).toBe('?');
    expect(keyOf(press('?', 'Digit7', { shiftKey: true }))).toBe('?');
  });

  test('a full stop elsewhere stays a full stop', () => {
    expect(keyOf(press('.', 'Period'))).toBe('.');
  });

  test('named keys keep their modifiers', () => {
    expect(keyOf(press('Enter', 'Enter', { ctrlKey: true }))).toBe('mod+enter');
    expect(keyOf(press('Enter', 'Enter', { ctrlKey: true, shiftKey: true }))).toBe('mod+shift+enter');
    expect(keyOf(press('Escape', 'Escape'))).toBe('escape');
  });

  test('modifiers alone, Alt and letters without a Latin key mean nothing', () => {
    expect(keyOf(press('Shift', 'ShiftLeft', { shiftKey: true }))).toBeNull();
    expect(keyOf(press('e', 'KeyE', { altKey: true }))).toBeNull();
    expect(keyOf(press('х', 'BracketLeft'))).toBeNull();
  });
});
