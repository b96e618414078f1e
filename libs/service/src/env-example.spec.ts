import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PLATFORM_SHAPE, SECRET_VARIABLES } from './platform-config.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');

describe('.env.example', () => {
  const lines = readFileSync(path.join(ROOT, '.env.example'), 'utf8').split('\n');

  test('names every variable of the schema, in its order, and no other', () => {
    const named = lines.flatMap((line) => /^#? ?([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(named).toEqual(Object.keys(PLATFORM_SHAPE).filter((name) => name !== 'FAULT'));
  });

  test('says of each variable what the schema says', () => {
    for (const [name, schema] of Object.entries(PLATFORM_SHAPE)) {
      if (name === 'FAULT') continue;
      const at = lines.findIndex((line) => new RegExp(`^#? ?${name}=`).test(line));
      const note = (SECRET_VARIABLES as readonly string[]).includes(name) ? `; ${name}_FILE names a file with it` : '';
      expect(lines[at - 1]).toBe(`# ${schema.description}${note}`);
    }
  });
});
