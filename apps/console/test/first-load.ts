import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).optional(), css: z.array(z.string()).optional() }),
);

/** What a signed-in agent's browser fetches before the tickets are on the screen. */
const FIRST = ['index.html', 'src/desk-pages.ts', 'src/words/ru-desk.ts'];

/**
 * Adds up the first load of a built console.
 *
 * @param folder where vite has put it
 * @returns bytes with gzip, by kind
 */
export async function firstLoad(folder: string): Promise<{ js: number; css: number; html: number }> {
  const manifest = Manifest.parse(JSON.parse(await readFile(path.join(folder, '.vite/manifest.json'), 'utf8')));
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const imported of manifest[name]?.imports ?? []) need(imported);
  };
  for (const name of FIRST) {
    if (!manifest[name]) throw new Error(`The build has no ${name}: FIRST in first-load.ts names what is no more.`);
    need(name);
  }
  const chunks = [...needed].flatMap((name) => manifest[name] ?? []);
  const sizes = (files: Iterable<string>): Promise<number[]> => Promise.all([...files].map((file) => gzipped(path.join(folder, file))));
  return {
    js: sum(await sizes(chunks.map((chunk) => chunk.file))),
    css: sum(await sizes(new Set(chunks.flatMap((chunk) => chunk.css ?? [])))),
    html: await gzipped(path.join(folder, 'index.html')),
  };
}

async function gzipped(file: string): Promise<number> {
  return gzipSync(await readFile(file), { level: 9 }).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
