/** As `libs/testing/fuzz-seed.mjs` decides for a run, and jest gives to each test. */
type Chosen = { readonly FUZZ_SEED?: number; readonly FUZZ_INPUTS?: number | null };
const chosen: Chosen = globalThis as Chosen;

/** What chance starts from in this run. Who draws from it names it in the failure, so that it can be had again. */
export const FUZZ_SEED: number = chosenSeed();

/** How many inputs a fuzzer tries: FUZZ_INPUTS for a longer look. */
export function fuzzInputs(usual: number): number {
  return chosen.FUZZ_INPUTS ?? usual;
}

function chosenSeed(): number {
  if (chosen.FUZZ_SEED === undefined) throw new Error('No FUZZ_SEED: libs/testing/jest.config.js gives it to tests.');
  return chosen.FUZZ_SEED;
}
