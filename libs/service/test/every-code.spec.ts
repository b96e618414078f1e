import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { words } from '../src/words.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Told by the console in its own words, or part of another code. */
const NOT_FOR_WORDS = new Set(['unrecognized-keys']);

test('every error that is thrown on purpose has words in both languages', () => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'apps', 'libs'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\/src\/.*[.]ts$/.test(file) && !/[.](spec|suite)[.]ts$|^libs\/testing\/|^apps\/(console|widget|bench)\//.test(file));
  const codes = files.flatMap((file) => codesIn(readFileSync(path.join(ROOT, file), 'utf8')));
  expect(codes.length).toBeGreaterThan(50);
  const without = [...new Set(codes)].filter((code) => !NOT_FOR_WORDS.has(code) && !(words('en').knows(code) && words('ru').knows(code)));
  expect(without).toEqual([]);
});

function codesIn(text: string): string[] {
  return [...text.matchAll(/new DeskError\(\s*'(?:invalid|forbidden|missing|conflict|unavailable)',\s*'([a-z0-9-]+)'/g)].map(
    (match) => match[1] ?? '',
  );
}
