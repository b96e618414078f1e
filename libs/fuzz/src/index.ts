export { cpuCost, slowness } from './cpu-cost.js';
export { FUZZ_SEED, fuzzInputs } from './fuzz-seed.js';
export { fc } from './properties.js';
