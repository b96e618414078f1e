import fc from 'fast-check';
import { splitText, telegramParts } from './reply-parts.js';

describe('an answer is cut into what Telegram takes at once', () => {
  test('a short one stays whole, files follow', () => {
    expect(telegramParts('Hello', ['a', 'b'])).toEqual([{ text: 'Hello' }, { attachmentId: 'a' }, { attachmentId: 'b' }]);
  });

  test('files alone need no text', () => {
    expect(telegramParts('  ', ['a'])).toEqual([{ attachmentId: 'a' }]);
  });

  test('the cut is at a word', () => {
    expect(splitText('aaaa bbbb cccc', 10)).toEqual(['aaaa bbbb', 'cccc']);
  });

  test('an emoji is never cut in two', () => {
    expect(splitText('😀😀😀', 3)).toEqual(['😀', '😀', '😀']);
  });

  test('no part is over the limit, none is empty, and no word is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 4, max: 40 }), (text, limit) => {
        const parts = splitText(text, limit);
        expect(parts.every((part) => part.length <= limit && part.length > 0)).toBe(true);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
