import fc from 'fast-check';
import { FUZZ_SEED } from './fuzz-seed.js';

// Each property and each sample draws from here, unless it names a seed, which it has no reason to.
fc.configureGlobal({ seed: FUZZ_SEED });

export { fc };
