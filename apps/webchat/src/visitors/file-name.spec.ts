import { cpuCost, fc } from '@app/fuzz';
import { fileName } from './file-name.js';

describe('names of uploaded files', () => {
  test.each([
    ['счёт.pdf', 'счёт.pdf'],
    ['../../x', 'x'],
    ['/etc/passwd', 'passwd'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    [' .htaccess ', 'htaccess'],
    ['a\u0000\u0007b.txt', 'ab.txt'],
    ['й.txt', 'й.txt'],
    ['👨‍👩‍👧.png', '👨‍👩‍👧.png'],
    ['\ud800.txt', '\ufffd.txt'],
    ['', 'file'],
  ])('%j becomes %j', (given, expected) => expect(fileName(given)).toBe(expected));

  test('a long one is cut between whole characters and keeps its ending', () => {
    const cut = fileName(`${'👨‍👩‍👧'.repeat(300)}.tar.gz`);
    expect(cut).toMatch(/^(?:👨‍👩‍👧)+\.gz$/u);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(200);
  });

  test('blanks and full stops without end are read once', async () => {
    const given = `a${' .'.repeat(100_000)}b.txt`;
    expect(fileName(given)).toMatch(/^a[ .]+\.txt$/);
    expect(await cpuCost(() => fileName(given), 1_000)).toBeLessThan(1_000);
  });

  test('whatever is given, the name is one that can be shown and saved', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 })), (given) => {
        const name = fileName(given);
        expect(name).not.toBe('');
        expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]|^\./u);
        expect(name.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(216);
      }),
      { numRuns: 2_000 },
    );
  });
});
