export {
  createEmptyDatabase,
  createTestDatabase,
  serverOfThisRun,
  type TestDatabase,
  type TestDatabaseOptions,
} from './database.js';
export { eventually, type Patience, until } from './eventually.js';
export { FixedClock } from './fixed-clock.js';
export { freePort } from './free-port.js';
export { type PostgresOptions, PostgresServer, startPostgres, withClient } from './postgres.js';
export { type PostgresVersion } from './postgres-binaries.js';
export { descendantsOf, isAlive, type ProcessOptions, processesGone, RunningProcess, startProcess } from './process.js';
export { isRoot, type SystemUser, systemUser } from './system-user.js';
export { type TempDir, tempDir } from './temp-dir.js';
