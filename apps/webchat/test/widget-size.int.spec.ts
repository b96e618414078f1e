import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSite, builtSite } from '@app/testing';

/** As servers compress: gzip at its best. */
const gzipped = (name: string): number => gzipSync(readFileSync(path.join(builtSite('widget'), name)), { level: 9 }).length;

beforeAll(() => buildSite('widget'), 60_000);

test('goals: the loader is at most 3,000 bytes on every page', () => {
  expect(gzipped('widget.js')).toBeLessThanOrEqual(3_000);
});

test('goals: the panel is at most 35 kB of script and 6 kB of style, with what the loader fetches for it; and nothing else', () => {
  const manifest = JSON.parse(readFileSync(path.join(builtSite('widget'), 'panel.json'), 'utf8')) as Record<
    string,
    { file: string; css?: string[] }
  >;
  const scripts = Object.values(manifest).map(({ file }) => file);
  const styles = Object.values(manifest).flatMap(({ css = [] }) => css);
  expect([scripts.length, styles.length]).toEqual([1, 1]);
  expect([...scripts, 'stage.js'].map(gzipped).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(35_000);
  expect(styles.map(gzipped).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6_000);
});

test.each(['widget.js', 'stage.js', 'npm/index.js', 'npm/stage.js'])(
  '%s evaluates nothing, writes no markup, and sets no cookie',
  (name) => {
    const code = readFileSync(path.join(builtSite('widget'), name), 'utf8');
    expect(code).not.toMatch(/\beval\b|new Function|innerHTML|document\.write|\.cookie/);
  },
);
