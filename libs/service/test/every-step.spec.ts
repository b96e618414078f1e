import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CHECK_STEPS } from '@app/contracts';
import { REFUSAL_KINDS } from '@app/domain';
import { words } from '../src/words.js';

const MAILBOX = path.resolve(import.meta.dirname, '../../mailbox/src');

/** Codes as they stand in the source, in whatever way a step or a reason is made. */
function codesIn(text: string): string[] {
  const ways = [
    /\bcode: '([a-z0-9-]+)'/g,
    /\bgood\('[a-z-]+', '([a-z0-9-]+)'/g,
    /\bnew Unfit\('([a-z0-9-]+)'/g,
    /\blasting\('([a-z0-9-]+)'/g,
  ];
  return ways.flatMap((way) => [...text.matchAll(way)].map((match) => match[1] ?? ''));
}

/** Put together there from parts. */
const MADE = [
  ...['app-password', 'off-or-wrong', 'consent', 'imap-off', 'smtp-off', 'in-browser', 'locked', 'too-often'].map((why) => `login-${why}`),
  ...['database', 'server'].flatMap((whose) => [`clock-behind-${whose}`, `clock-ahead-of-${whose}`]),
];

/** Where nothing is to be done. */
const WITHOUT_MEND = new Set(['clock-right', 'clock-not-compared', 'login-not-tried']);

describe('whatever a test of a mailbox finds has words in both languages (need:Q4)', () => {
  const files = readdirSync(MAILBOX, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<![.]spec)[.]ts$/.test(file));
  const codes = [...new Set([...files.flatMap((file) => codesIn(readFileSync(path.join(MAILBOX, file), 'utf8'))), ...MADE])];

  test('each code, and the name of each step', () => {
    expect(codes.length).toBeGreaterThan(60);
    const wanted = [...codes, ...CHECK_STEPS.map((step) => `step-${step}`), ...REFUSAL_KINDS.map((kind) => `refused-${kind}`)];
    expect(wanted.filter((code) => !words('en').knows(code) || !words('ru').knows(code))).toEqual([]);
  });

  test('what went wrong says what to do', () => {
    const wrong = codes.filter((code) =>
      /^(server-(?!greets)|login-(?!accepted)|mailbox-|smtp-(login|tls|away)|clock-)|-(missing|several|differs|silent|late)$/.test(code),
    );
    const muted = wrong.filter((code) => !WITHOUT_MEND.has(code));
    expect(muted.length).toBeGreaterThan(30);
    const of = (language: 'en' | 'ru', code: string): string | null => words(language).mend({ code, params: {} });
    expect(muted.filter((code) => of('en', code) === null || of('ru', code) === null)).toEqual([]);
  });
});
