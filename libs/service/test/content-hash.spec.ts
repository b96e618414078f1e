import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TempDir, tempDir } from '@app/testing';
import { hashOf } from '../prepare/content-hash.mjs';

describe('what is stale is told by content', () => {
  let folder: TempDir;
  const write = (name: string, text: string): void => {
    const file = path.join(folder.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const hash = (): string => hashOf(folder.path, ['src', 'lock', 'absent'], /[.]spec[.]ts$/);

  beforeEach(() => {
    folder = tempDir('hash');
    write('src/a.ts', 'a');
    write('src/deep/b.ts', 'b');
    write('lock', '1');
  });
  afterEach(() => folder.remove());

  test('a new time of change, as a clone gives, changes nothing', () => {
    const before = hash();
    utimesSync(path.join(folder.path, 'src/a.ts'), new Date(0), new Date(0));
    expect(hash()).toBe(before);
  });

  test('specs and packages do not count', () => {
    const before = hash();
    write('src/a.spec.ts', 'x');
    write('src/node_modules/x/index.js', 'x');
    expect(hash()).toBe(before);
  });

  test.each([
    ['a changed file', () => write('src/deep/b.ts', 'c')],
    ['a new file', () => write('src/c.ts', '')],
    ['a file by another name', () => renameSync(path.join(folder.path, 'src/a.ts'), path.join(folder.path, 'src/z.ts'))],
    ['a file whose end moved into the next', () => (write('src/a.ts', 'ab'), write('src/deep/b.ts', ''))],
  ])('%s is seen', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });
});
