import { authenticationClues } from './authentication-clues.js';

const clues = (head: string, end = '\r\n') =>
  authenticationClues(Buffer.from(`${head}From: a@b.test${end}${end}DKIM-Signature: in the body${end}`));

describe('what a header has that can tell whose mail it is', () => {
  test('nothing, whatever the body says', () => {
    expect(clues('')).toEqual({ results: [], signatures: 'none' });
    expect(clues('Subject: DKIM-Signature: x\r\nX-DKIM-Signature: y\r\n')).toEqual({ results: [], signatures: 'none' });
  });

  test.each(['DKIM-Signature: v=1\r\n', 'dkim-signature : v=1\r\n', 'ARC-Seal: i=1\r\n'])('%j is something to verify', (field) => {
    expect(clues(field).signatures).toBe('some');
    expect(clues(`Received: x\r\n  y\r\n${field}`).signatures).toBe('some');
    expect(clues(field.replace('\r', ''), '\n').signatures).toBe('some');
  });

  test('ten signatures may be verified, eleven are left alone', () => {
    expect(clues('DKIM-Signature: v=1\r\n'.repeat(10)).signatures).toBe('some');
    expect(clues('DKIM-Signature: v=1\r\n'.repeat(11)).signatures).toBe('many');
  });

  test('verdicts, topmost first; too many, and too long ones, are left out', () => {
    expect(clues('Authentication-Results: a;\r\n spf=pass\r\nAUTHENTICATION-RESULTS: b\r\n').results).toEqual([
      ' a;\r\n spf=pass\r\n',
      ' b\r\n',
    ]);
    expect(clues('Authentication-Results: a\r\n'.repeat(30)).results).toHaveLength(20);
    expect(clues(`Authentication-Results: ${'a'.repeat(10_000)}\r\n`).results).toEqual([]);
  });
});
