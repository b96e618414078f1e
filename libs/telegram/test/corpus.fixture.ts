import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** An update of `corpus/`, beside what is expected of it: only fields that it has. */
export type CorpusUpdate = {
  readonly room: string;
  readonly name: string;
  readonly json: unknown;
  readonly expected: {
    /** As `inspect telegram` prints it; null: it is no update. */
    readonly inspect: object | null;
    /** Of what `readUpdate` makes of it, what matters; null: it is no update. */
    readonly read: object | null;
  };
};

const CORPUS = path.resolve(import.meta.dirname, '../corpus');

/** All updates of the corpus, in the order of their names. */
export function corpus(): readonly CorpusUpdate[] {
  const names = globSync('*/*.expected.json', { cwd: CORPUS }).map((file) => file.replace(/\.expected\.json$/, ''));
  return names.sort().map((name) => ({
    room: path.dirname(name),
    name: path.basename(name),
    json: read(`${name}.json`),
    expected: read(`${name}.expected.json`) as CorpusUpdate['expected'],
  }));
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(path.join(CORPUS, file), 'utf8'));
}
