import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSite, builtSite } from '@app/testing';

/** As servers compress: gzip at its best. */
const gzipped = (name: string): number => gzipSync(readFileSync(path.join(builtSite('widget'), name)), { level: 9 }).length;

beforeAll(() => buildSite('widget'), 60_000);

test('goals: the loader is at most 3 kB on every page', () => {
  expect(gzipped('widget.js')).toBeLessThanOrEqual(3 * 1024);
});

test('goals: the panel with its style is at most 41 kB, on first opening', () => {
  const manifest = JSON.parse(readFileSync(path.join(builtSite('widget'), 'panel.json'), 'utf8')) as Record<
    string,
    { file: string; css?: string[] }
  >;
  const files = Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]);
  expect(files).toHaveLength(2);
  expect(files.map(gzipped).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(41 * 1024);
});

test('the loader evaluates nothing and writes no markup', () => {
  const code = readFileSync(path.join(builtSite('widget'), 'widget.js'), 'utf8');
  expect(code).not.toMatch(/\beval\b|new Function|innerHTML|document\.write|\.cookie/);
});
