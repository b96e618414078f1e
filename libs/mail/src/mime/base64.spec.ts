import { cpuCost } from '@app/fuzz';
import { randomBytes } from 'node:crypto';
import { decodeBase64, decodeLongBase64 } from './base64.js';

const inLines = (bytes: Buffer, letters: number, end = '\r\n'): string =>
  bytes.toString('base64').replace(new RegExp(`.{${letters}}`, 'g'), `$&${end}`);

describe('a long base64 body', () => {
  test.each([
    ['lines of 76', 76, '\r\n'],
    ['lines that end with LF alone', 76, '\n'],
    ['lines of 4', 4, '\r\n'],
    ['lines of 7,600', 7_600, '\r\n'],
  ])('%s: decoded piece by piece to the same bytes, whatever its length', (_, letters, end) => {
    for (const more of [0, 1, 2]) {
      const bytes = randomBytes(1_500_000 + more);
      expect(decodeLongBase64(Buffer.from(`${inLines(bytes, letters, end)}\r\n\r\n`))?.equals(bytes)).toBe(true);
    }
  });

  test.each([
    ['a line of another length', (text: string) => text.replace('\r\n', 'AAAA\r\n')],
    ['a lost letter', (text: string) => text.slice(0, 700_000) + text.slice(700_001)],
    ['words behind it', (text: string) => `${text}\r\n-- \r\nA mailing list\r\n`],
    ['padding in the middle', (text: string) => `${text.slice(0, 800_000)}==${text.slice(800_002)}`],
    ['damage', (text: string) => `${text.slice(0, 900_000)}!!${text.slice(900_002)}`],
  ])('%s: not taken, or decoded as a short one would be', (_, change) => {
    const text = change(inLines(randomBytes(1_500_000), 76));
    const decoded = decodeLongBase64(Buffer.from(text));
    expect(decoded === null || decoded.equals(decodeBase64(text))).toBe(true);
  });

  test('threat:D1 a million line ends with something behind them cost no time', async () => {
    const text = Buffer.from(`${'AAAA\r\n'.repeat(200_000)}${'\n'.repeat(500_000)}!`);
    expect(decodeLongBase64(text)).toBeNull();
    expect(await cpuCost(() => decodeLongBase64(text), 500)).toBeLessThan(500);
  });
});
