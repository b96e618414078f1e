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
export { KafkaCluster, type KafkaOptions, startKafka } from './kafka.js';
export { installKafka, KAFKA_JARS, kafkaIsInstalled } from './kafka-jars.js';
export { type PostgresOptions, PostgresServer, startPostgres, withClient } from './postgres.js';
export { type PostgresVersion } from './postgres-binaries.js';
export { descendantsOf, isAlive, type ProcessOptions, processesGone, RunningProcess, startProcess } from './process.js';
export { isRoot, type SystemUser, systemUser } from './system-user.js';
export { type TempDir, tempDir } from './temp-dir.js';
export { aBlob, aChatMessage, aMail, anAgent, anInbox, aSkill, aTeam, type AgentOptions } from './builders.js';
export { openProductDatabase, type ProductDatabase } from './product-database.js';
