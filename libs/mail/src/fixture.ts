import { readFileSync } from 'node:fs';

/** A mail of `fixtures/README.md`, as bytes. For specs. */
export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/${name}.eml`, import.meta.url));
}
