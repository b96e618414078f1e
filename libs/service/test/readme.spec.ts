import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PLATFORM_SHAPE, SECRET_VARIABLES } from '../src/platform-config.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

describe('README', () => {
  test('its table of variables says what the schema says', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]+)`)? ?\| (.+) \|$/gm)].map(([, name, byDefault, what]) => ({
      name,
      byDefault,
      what,
    }));
    const { FAULT: _ofCrashTests, ...shape } = PLATFORM_SHAPE;
    expect(rows).toEqual(
      Object.entries(shape).map(([name, schema]) => {
        const parsed = schema.safeParse(undefined);
        const note = (SECRET_VARIABLES as readonly string[]).includes(name) ? `; \`${name}_FILE\` names a file with it` : '';
        return {
          name,
          byDefault: parsed.success && parsed.data !== undefined ? `${parsed.data as string | number | boolean}` : undefined,
          what: `${schema.description}${note}`,
        };
      }),
    );
  });

  test('its map names every app and lib, and no other', () => {
    const named = [...readme.matchAll(/`((?:apps|libs)\/[a-z]+)`/g)].map((match) => match[1] ?? '');
    const there = ['apps', 'libs'].flatMap((folder) => readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`));
    expect([...new Set(named)].sort()).toEqual(there.sort());
  });

  test('every script and file that it names is there', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    for (const [, script = ''] of readme.matchAll(/npm run (?:-s )?([a-z]+)/g)) expect(Object.keys(scripts)).toContain(script);
    for (const [, file = ''] of readme.matchAll(/`?(?<![\w/])(deploy\/[\w.]+|docker-compose\.yml|\.dependency-cruiser\.cjs)`?/g))
      expect({ file, there: existsSync(path.join(ROOT, file)) }).toEqual({ file, there: true });
  });
});
