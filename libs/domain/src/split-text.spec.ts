import { fc } from '@app/fuzz';
import { splitText, type TextEntity } from './split-text.js';

const LIMIT = 4096;
const textsOf = (text: string, limit: number, entities: readonly TextEntity[] = []) =>
  splitText(text, limit, entities).map((one) => one.text);
const bold = (offset: number, length: number): TextEntity => ({ type: 'bold', offset, length });
/** What is formatted, by type. */
const shown = (text: string, entities: readonly TextEntity[]) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

describe('a text is split at what people see as its seams', () => {
  test.each([
    ['a paragraph goes before a line, a line before a word', 'aa bb\ncc\n\ndd ee ff', 14, ['aa bb\ncc', 'dd ee ff']],
    ['a line goes before a word', 'aaaa bbbb\ncc dd', 13, ['aaaa bbbb', 'cc dd']],
    ['a word stays whole', 'aaaa bbbb cccc', 10, ['aaaa bbbb', 'cccc']],
    ['a word stays whole though a short part comes of it', 'a bbbbbbbbb', 10, ['a', 'bbbbbbbbb']],
    ['a word longer than a part is cut', 'aaaaaaaaaaaa', 10, ['aaaaaaaaaa', 'aa']],
    ['a no-break space holds words together', 'aa 10\u00A0000 bb', 8, ['aa', '10\u00A0000', 'bb']],
    ['a surrogate pair is never cut', '😀😀😀', 3, ['😀', '😀', '😀']],
    ['an emoji of several is never cut', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 12, ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
    ['a skin tone stays on its hand', 'ab👍🏽', 4, ['ab', '👍🏽']],
    ['a flag is never cut', '🇩🇪🇫🇷🇷🇺', 6, ['🇩🇪', '🇫🇷', '🇷🇺']],
    ['a combining mark stays on its letter', 'aaae\u0301', 4, ['aaa', 'e\u0301']],
    ['a space that bears a mark is a character', 'aaa \u0301b', 4, ['aaa', ' \u0301b']],
    [
      'a character of more marks than a part has is cut all the same',
      `e${'\u0301'.repeat(9)}`,
      4,
      ['e\u0301\u0301\u0301', '\u0301\u0301\u0301\u0301', '\u0301\u0301'],
    ],
    ['white space alone is nothing', ' \n ', 10, []],
  ] as const)('%s', (_, text, limit, parts) => {
    expect(textsOf(text, limit)).toEqual(parts);
  });

  test.each([4095, 4096, 4097, 10_000])('fail:G17 %i units with emoji are as many parts as they need', (length) => {
    const text = '👩‍💻 word '.repeat(2_000).slice(0, length - 1) + '!';
    const parts = textsOf(text, LIMIT);
    expect(parts).toHaveLength(Math.ceil(length / LIMIT));
    expect(parts.every((part) => part.length <= LIMIT)).toBe(true);
    expect(parts.join(' ')).toBe(text);
  });

  test('fail:G17 10,000 units of emoji alone', () => {
    const parts = textsOf('👩‍💻'.repeat(2_000), LIMIT);
    expect(parts.map((part) => part.length)).toEqual([4095, 4095, 1810]);
  });

  test("a line's end with a mark on it, alone between two seams, makes no empty part", () => {
    expect(splitText('\n\u200d\u200d\u200d\u200d', 4).map((part) => part.text)).toEqual(['\u200d\u200d\u200d\u200d']);
    expect(splitText('word \t\u0301', 4).map((part) => part.text)).toEqual(['word', '\t\u0301']);
  });
});

describe('formatting goes with its text', () => {
  test('each part counts from its own beginning', () => {
    const text = 'one two three four';
    const parts = splitText(text, 10, [bold(0, 3), bold(8, 5)]);
    expect(parts.map((part) => [part.text, shown(part.text, part.entities)])).toEqual([
      ['one two', [['bold', 'one']]],
      ['three four', [['bold', 'three']]],
    ]);
  });

  test('formatted words stay in one part', () => {
    const text = 'one two three four five';
    expect(textsOf(text, 14, [bold(8, 10)])).toEqual(['one two', 'three four', 'five']);
  });

  test('formatting without a space before it is cut off there', () => {
    expect(textsOf('aaaaaabbbbbb', 8, [bold(6, 6)])).toEqual(['aaaaaa', 'bbbbbb']);
  });

  test('what alone is longer than a part is cut in two, at a line', () => {
    const text = `let a;\nlet b;\nlet c;`;
    const parts = splitText(text, 14, [{ type: 'pre', offset: 0, length: text.length, language: 'js' }]);
    expect(parts).toEqual([
      { text: 'let a;\nlet b;', entities: [{ type: 'pre', offset: 0, length: 13, language: 'js' }] },
      { text: 'let c;', entities: [{ type: 'pre', offset: 0, length: 6, language: 'js' }] },
    ]);
  });

  test('what is inside of it stays whole', () => {
    const text = 'aaa bbb ccc ddd';
    const parts = splitText(text, 9, [{ type: 'blockquote', offset: 0, length: 15 }, bold(4, 7)]);
    expect(parts.map((part) => [part.text, shown(part.text, part.entities)])).toEqual([
      ['aaa', [['blockquote', 'aaa']]],
      [
        'bbb ccc',
        [
          ['blockquote', 'bbb ccc'],
          ['bold', 'bbb ccc'],
        ],
      ],
      ['ddd', [['blockquote', 'ddd']]],
    ]);
  });

  test('a part has no more formatting than a message shows, and none is lost', () => {
    const words = Array.from({ length: 250 }, (_, at) => `w${at}`);
    const text = words.join(' ');
    const looks = words.map((word, at) => bold(words.slice(0, at).join(' ').length + (at > 0 ? 1 : 0), word.length));
    const around: TextEntity = { type: 'blockquote', offset: 0, length: text.length };
    for (const entities of [looks, [around, ...looks], [around, ...looks].toReversed()]) {
      const parts = splitText(text, LIMIT, entities);
      expect(parts).toHaveLength(3);
      for (const part of parts) expect(part.entities.length).toBeLessThanOrEqual(100);
      const bolds = parts.flatMap((part) => shown(part.text, part.entities)).filter(([type]) => type === 'bold');
      expect(bolds.map(([, word]) => word)).toEqual(words);
      expect(parts.map((part) => part.text).join(' ')).toBe(text);
    }
    expect(splitText(text, LIMIT, looks.slice(0, 100))).toHaveLength(1);
  });

  test('links whose addresses are too long together go into several parts', () => {
    const url = `https://shop.test/${'x'.repeat(1_900)}`;
    const entities = [0, 2, 4, 6].map((offset): TextEntity => ({ type: 'text_link', offset, length: 1, url }));
    expect(splitText('a b c d', LIMIT, entities).map((part) => [part.text, part.entities.length])).toEqual([
      ['a b c', 3],
      ['d', 1],
    ]);
  });

  test('a hundred looks of one character: the text goes out', () => {
    const parts = splitText('ab', LIMIT, [...Array.from({ length: 120 }, () => bold(0, 1)), bold(1, 1)]);
    expect(parts.map((part) => part.text).join('')).toBe('ab');
    for (const part of parts) expect(part.entities.length).toBeLessThanOrEqual(100);
  });
});

describe('whatever the text', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('👨‍👩‍👧‍👦', '🇩🇪', '👍🏽', 'e\u0301', ' ', '\n', '\n\n', ' \u0301', 'слово', '𝒳'),
  );
  const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
  /** Nested or beside each other, as Telegram has it. */
  const formatted = text.chain((written) =>
    fc
      .array(fc.tuple(fc.nat(written.length), fc.nat(40)), { maxLength: 6 })
      .map((spans) => ({ written, entities: laminar(spans, written) })),
  );

  test('the parts are the text without white space at the seams, and none is too long or empty', () => {
    fc.assert(
      fc.property(formatted, fc.integer({ min: 24, max: 60 }), ({ written, entities }, limit) => {
        const parts = textsOf(written, limit, entities);
        let at = 0;
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0);
          expect(part.length).toBeLessThanOrEqual(limit);
          const found = written.indexOf(part, at);
          expect(written.slice(at, found).trim()).toBe('');
          at = found + part.length;
        }
        expect(written.slice(at).trim()).toBe('');
      }),
      { numRuns: 1_000 },
    );
  });

  test('formatting lies inside its part, shows what it showed, and is cut only where it is longer than a part', () => {
    fc.assert(
      fc.property(formatted, fc.integer({ min: 24, max: 60 }), ({ written, entities }, limit) => {
        const parts = splitText(written, limit, entities);
        for (const part of parts) {
          for (const { offset, length } of part.entities) {
            expect(offset).toBeGreaterThanOrEqual(0);
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(part.text.length);
          }
        }
        const after = parts.flatMap((part) => shown(part.text, part.entities).map(([, words]) => words?.trim() ?? ''));
        const whole = shown(
          written,
          entities.filter((one) => one.length <= limit),
        ).map(([, words]) => words?.trim() ?? '');
        expect(after).toEqual(expect.arrayContaining(whole.filter(Boolean)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('no part begins inside a character', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 24, max: 60 }), (written, limit) => {
        const begins = new Set([...new Intl.Segmenter('und').segment(written)].map(({ index }) => index));
        let at = 0;
        for (const part of textsOf(written, limit)) {
          at = written.indexOf(part, at);
          expect(begins).toContain(at);
          at += part.length;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Spans of whole characters that do not cross each other. */
function laminar(spans: readonly (readonly [number, number])[], text: string): TextEntity[] {
  const places = [...[...new Intl.Segmenter('und').segment(text)].map(({ index }) => index), text.length];
  const placeFrom = (at: number): number => places.find((place) => place >= at) ?? text.length;
  const kept: TextEntity[] = [];
  for (const [from, wanted] of spans) {
    const offset = placeFrom(from);
    const length = placeFrom(Math.min(offset + wanted, text.length)) - offset;
    const crosses = kept.some((one) => {
      const [a, b] = one.offset <= offset ? [one, { offset, length }] : [{ offset, length }, one];
      return b.offset < a.offset + a.length && b.offset + b.length > a.offset + a.length;
    });
    if (length > 0 && !crosses) kept.push(bold(offset, length));
  }
  return kept;
}
