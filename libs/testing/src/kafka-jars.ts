// Apache Kafka's broker from Maven Central, kept outside the checkout and fetched once.
// install.mjs loads this file before anything is compiled: it imports nothing of ours and uses only types that Node can strip.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const KAFKA_VERSION = '4.3.0';

/** The folder with the broker's jars, whether it is there yet or not. */
export const KAFKA_JARS = path.join(
  process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
  'otklik-test',
  `kafka-${KAFKA_VERSION}`,
);

export function kafkaIsInstalled(): boolean {
  return existsSync(KAFKA_JARS);
}

/** slf4j-simple is there because without a binding the broker logs nothing. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>otklik</groupId><artifactId>test-broker</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${KAFKA_VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/** Fills the folder in one rename, so that a run that is cut leaves no half of a broker behind. */
export function installKafka(): void {
  if (kafkaIsInstalled()) return;
  mkdirSync(path.dirname(KAFKA_JARS), { recursive: true });
  const work = mkdtempSync(`${KAFKA_JARS}.`);
  try {
    writeFileSync(path.join(work, 'pom.xml'), POM);
    const jars = path.join(work, 'lib');
    const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'];
    const done = spawnSync('mvn', args, { cwd: work, encoding: 'utf8' });
    if (done.status !== 0 || !existsSync(jars) || readdirSync(jars).length === 0) {
      throw new Error(`Kafka's jars could not be fetched with mvn: ${done.error?.message ?? done.stdout + done.stderr}`);
    }
    if (!kafkaIsInstalled()) renameSync(jars, KAFKA_JARS);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
