import { readdirSync, readFileSync } from 'node:fs';
import { inspectMail } from '../src/inspect-mail.js';
import { parseMail } from '../src/parse-mail.js';

const CORPUS = new URL('../corpus/', import.meta.url);

/** Each room of the corpus: mails with one quirk each, beside what `inspect email` prints of them (only the fields that matter). */
const rooms = readdirSync(CORPUS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [name, mailsIn(name)] as const)
  .filter(([, names]) => names.length > 0);

describe.each(rooms)('mails of the corpus: %s', (room, names) => {
  test.each(names)('%s', async (name) => {
    const raw = readFileSync(new URL(`${room}/${name}.eml`, CORPUS));
    const expected: unknown = JSON.parse(readFileSync(new URL(`${room}/${name}.json`, CORPUS), 'utf8'));
    expect(JSON.parse(JSON.stringify(inspectMail(await parseMail(raw))))).toMatchObject(expected as object);
  });
});

function mailsIn(room: string): string[] {
  const files = readdirSync(new URL(`${room}/`, CORPUS));
  return files.filter((file) => file.endsWith('.eml')).map((file) => file.slice(0, -'.eml'.length));
}
