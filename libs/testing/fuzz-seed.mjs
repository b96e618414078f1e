/** What every fuzz and property test starts from, so that `npm test` says the same twice. */
const USUAL = 1;

/**
 * What chance in the tests of one run starts from: `FUZZ_SEED=7` looks at other inputs, `FUZZ_SEED=random` at others each time.
 *
 * `FUZZ_INPUTS` is how many inputs the fuzzers try, in place of their usual number; null when it is not set.
 */
export function chosenChance(env) {
  return { FUZZ_SEED: seedOf(env.FUZZ_SEED), FUZZ_INPUTS: env.FUZZ_INPUTS ? whole('FUZZ_INPUTS', env.FUZZ_INPUTS) : null };
}

function seedOf(given) {
  if (!given) return USUAL;
  return given === 'random' ? Math.floor(Math.random() * 2 ** 31) : whole('FUZZ_SEED', given);
}

function whole(name, given) {
  const number = Number(given);
  if (Number.isInteger(number) && number >= 0 && number < 2 ** 31) return number;
  throw new Error(`${name} is a whole number from 0 to 2147483647${name === 'FUZZ_SEED' ? ', or random' : ''}; given: ${given}`);
}
