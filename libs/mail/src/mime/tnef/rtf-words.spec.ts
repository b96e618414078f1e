import { wordsOfRtf } from './rtf-words.js';

/** MS-OXRTFCP 2.2.3.1, without compression. */
function uncompressed(rtf: string): Buffer {
  const body = Buffer.from(rtf, 'latin1');
  const head = Buffer.alloc(16);
  head.writeUInt32LE(body.length + 12, 0);
  head.writeUInt32LE(body.length, 4);
  head.write('MELA', 8, 'latin1');
  return Buffer.concat([head, body]);
}

describe('words of a compressed RTF body', () => {
  test('the example of MS-OXRTFCP 3.2.1', () => {
    const example = '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0';
    expect(wordsOfRtf(Buffer.from(example, 'hex'))).toEqual({ plain: 'hello world', html: null });
  });

  test('what a longer run repeats of itself (MS-OXRTFCP 3.2.2)', () => {
    const example = '1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0';
    expect(wordsOfRtf(Buffer.from(example, 'hex'))?.plain).toBe('WXYZWXYZWXYZWXYZWXYZ');
  });

  test.each([
    ['paragraphs, tabs and signs', String.raw`{\rtf1 One\par Two\tab 3 \{a\}\line \endash}`, 'One\nTwo\t3 {a}\n–'],
    ['tables of fonts and pictures are no words', String.raw`{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator X;}{\pict 0102}Words}`, 'Words'],
    ['Unicode, and what stands for it', String.raw`{\rtf1 \u1055?\u1088\'3f!}`, 'Пр!'],
  ])('%s', (_, rtf, words) => {
    expect(wordsOfRtf(uncompressed(rtf))).toEqual({ plain: words, html: null });
  });

  test.each(['', 'no RTF at all', '\u0000'.repeat(20)])('nothing in %j', (bytes) => {
    expect(wordsOfRtf(Buffer.from(bytes, 'latin1'))?.plain ?? '').toBe('');
  });
});
