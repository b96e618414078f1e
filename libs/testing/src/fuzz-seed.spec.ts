import { fc, FUZZ_SEED, fuzzInputs } from '@app/fuzz';

// @ts-expect-error: plain JavaScript of the runner, which has no types.
const { chosenChance } = (await import('../fuzz-seed.mjs')) as { chosenChance: (env: object) => object };

describe('the seed of a run', () => {
  test('is the same each time, unless another is asked for', () => {
    expect(chosenChance({})).toEqual(chosenChance({}));
    expect(chosenChance({ FUZZ_SEED: '7', FUZZ_INPUTS: '1000' })).toEqual({ FUZZ_SEED: 7, FUZZ_INPUTS: 1000 });
    expect(chosenChance({ FUZZ_SEED: 'random' })).not.toEqual(chosenChance({ FUZZ_SEED: 'random' }));
  });

  test.each(['x', '-1', '1.5', '4294967296'])('%s is none: the run does not start', (given) => {
    expect(() => chosenChance({ FUZZ_SEED: given })).toThrow(
      `FUZZ_SEED is a whole number from 0 to 2147483647, or random; given: ${given}`,
    );
  });

  test('is what each property and each sample draws from, and is named where one fails', () => {
    expect(fc.sample(fc.nat(), 20)).toEqual(fc.sample(fc.nat(), 20));
    expect(fc.check(fc.property(fc.nat(), () => true)).seed).toBe(FUZZ_SEED);
    const wrong = () => fc.assert(fc.property(fc.nat(), (n) => n < 1_000));
    expect(wrong).toThrow(`seed: ${FUZZ_SEED}`);
  });

  test('a fuzzer has its usual number of inputs, unless FUZZ_INPUTS says another', () => {
    const { FUZZ_INPUTS } = globalThis as { FUZZ_INPUTS?: number | null };
    expect(fuzzInputs(12)).toBe(FUZZ_INPUTS ?? 12);
  });
});
