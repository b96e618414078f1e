import { cpuCost } from '@app/fuzz';
import { readResults, trustedResults } from './trusted-results.js';

describe('Authentication-Results', () => {
  test('as Gmail writes them', () => {
    const value = ` mx.google.com;
       dkim=pass header.i=@example.com header.s=s1 header.b="ab/c;d";
       dkim=fail header.i=@list.example;
       spf=pass (google.com: domain of a@example.com designates 192.0.2.1 as permitted sender) smtp.mailfrom=a@bounces.example.com;
       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com`;
    expect(trustedResults([value], 'mx.google.com')).toEqual({
      spf: { result: 'pass', domain: 'bounces.example.com' },
      dkim: [
        { result: 'pass', domain: 'example.com' },
        { result: 'fail', domain: 'list.example' },
      ],
      dmarc: { result: 'pass', domain: 'example.com' },
    });
  });

  test('as a milter of Postfix writes them: one method a field, a version, capitals', () => {
    expect(trustedResults([' MX.Example.test 1; DMARC=Pass header.from=Example.test'], 'mx.example.test')).toEqual({
      spf: null,
      dkim: null,
      dmarc: { result: 'pass', domain: 'example.test' },
    });
  });

  test('without a result say nothing', () => {
    expect(trustedResults([' mx.example.test; none'], 'mx.example.test')).toEqual({ spf: null, dkim: null, dmarc: null });
  });

  test.each([
    ['mx.example.test', ' mx.example.test; dmarc=pass', true],
    ['mx.example.test', ' (a comment) "mx.example.test" ; dmarc=pass', true],
    ['*.example.test', ' mx1.mail.example.test; dmarc=pass', true],
    ['*.example.test', ' example.test; dmarc=pass', false],
    ['*.example.test', ' evilexample.test; dmarc=pass', false],
    ['mx.example.test', ' mx.example.test.evil.test; dmarc=pass', false],
    ['mx.example.test', ' evil.test (mx.example.test; dmarc=pass)', false],
    ['mx.example.test', ' ; dmarc=pass', false],
    ['mx.example.test', ' dmarc=pass', false],
    ['mx.example.test', '', false],
  ])('%s is the name in "%s": %s', (trusted, value, isOurs) => {
    expect(trustedResults([value], trusted).dmarc !== null).toBe(isOurs);
  });

  test('a long one is read in no time (`threat:D1`)', async () => {
    const read = (): void => {
      for (const piece of ['(', '((()', '"', '\\', ';', 'dkim=pass ', 'a.b=', ' ']) readResults(piece.repeat(8_192 / piece.length));
    };
    expect(await cpuCost(read, 1_000)).toBeLessThan(1_000);
  });
});
