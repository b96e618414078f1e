import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FUZZ_SEED, fuzzInputs } from '@app/fuzz';
import { MailWorkers } from '../src/workers/mail-workers.js';
import { mutations } from './mutations.fixture.js';

/** FUZZ_INPUTS for a longer campaign. */
const INPUTS = fuzzInputs(200_000);
const AT_ONCE = 2_000;
/** Nothing takes longer (`goals.md`), CPU of one mail, ms. */
const LIMIT_MS = 1_000;

describe(`damaged mails, FUZZ_SEED=${FUZZ_SEED}`, () => {
  const workers = new MailWorkers({ threads: 2, cpuLimitMs: LIMIT_MS });

  afterAll(() => workers.close());

  test('each is read, or refused as one value of its own: no crash, none over the limit', async () => {
    const outcomes = new Map<string, number>();
    const worst: Buffer[] = [];
    const inputs = mutations(corpus(), FUZZ_SEED);
    for (let done = 0; done < INPUTS; done += AT_ONCE) {
      const raws = Array.from({ length: AT_ONCE }, () => inputs.next().value);
      const mails = await workers.parse(raws);
      expect(mails).toHaveLength(raws.length);
      mails.forEach(({ problem }, n) => {
        outcomes.set(problem ?? 'read', (outcomes.get(problem ?? 'read') ?? 0) + 1);
        const raw = raws[n];
        if (problem === 'mail-too-hard' && raw) worst.push(raw);
      });
    }
    process.stdout.write(`fuzz: ${INPUTS} mails: ${JSON.stringify(Object.fromEntries(outcomes))}\n`);
    expect(worst.map((raw) => raw.toString('base64'))).toEqual([]);
    // The parser refuses what has too many parts, and hardly anything else.
    expect(outcomes.get('mail-unreadable') ?? 0).toBeLessThan(INPUTS / 1_000);
  }, 600_000);
});

function corpus(): Buffer[] {
  const mails = globSync('{corpus,fixtures}/**/*.eml', { cwd: path.resolve(import.meta.dirname, '..') });
  return mails.sort().map((file) => readFileSync(path.resolve(import.meta.dirname, '..', file)));
}
