import path from 'node:path';
import { chosenChance } from './fuzz-seed.mjs';

const base = {
  rootDir: path.resolve(import.meta.dirname, '../..'),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  globals: chosenChance(process.env),
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/data'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: false, decorators: true, dynamicImport: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
      },
    ],
  },
  moduleNameMapper: {
    '^@app/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

/** Three kinds by suffix: `.spec` pure, `.int.spec` one real neighbour, `.e2e.spec` the whole product. */
export default {
  // Real servers start in a second or two, on two busy cores in many: what hangs is found, what is slow is not to blame. Jest takes
  // this setting for all projects together only.
  testTimeout: 120_000,
  // A test that fails before it has closed its connections would keep jest alive for ever.
  forceExit: true,
  // What a suite has loaded stays in its worker: one that has grown to this is replaced before its next suite.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '[.](int|e2e)[.]spec[.]ts$'],
    },
    {
      ...base,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs}/**/*.int.spec.ts'],
      globalSetup: '<rootDir>/libs/testing/setup.mjs',
      globalTeardown: '<rootDir>/libs/testing/teardown.mjs',
    },
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/{apps,libs}/**/*.e2e.spec.ts'],
    },
  ],
};
