import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PLATFORM_SHAPE } from './platform-config.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('README.md', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const rows = new Map(
    [...readme.matchAll(/^\| `([A-Z_]+)` \|[^|]*\| (.+) \|$/gm)].map(([, name = '', byDefault = '']) => [name, byDefault]),
  );

  test('its table names every variable of the schema, in its order, and no other', () => {
    expect([...rows.keys()]).toEqual(Object.keys(PLATFORM_SHAPE).filter((name) => name !== 'FAULT'));
  });

  test('says the defaults that the schema has', () => {
    for (const [name, schema] of Object.entries(PLATFORM_SHAPE)) {
      const parsed = schema.safeParse(undefined);
      if (parsed.success && parsed.data !== undefined) expect([name, rows.get(name)]).toEqual([name, `\`${String(parsed.data)}\``]);
    }
  });
});
