// Makes sure that what the tests start is on this machine: mail servers, a browser, PostgreSQL 15, Java and Kafka's jars.
// Debian as root: installs what is missing. Elsewhere: one line that says what to install, and exit code 1.
// Runs on Node 24, which reads the TypeScript of kafka-jars.ts as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installKafka, kafkaIsInstalled } from './src/kafka-jars.ts';

/** What the tests start: any one of the files proves that the package is there. */
const NEEDS = [
  { apt: 'dovecot-imapd', files: ['/usr/lib/dovecot/imap', '/usr/libexec/dovecot/imap'] },
  { apt: 'dovecot-lmtpd', files: ['/usr/lib/dovecot/lmtp', '/usr/libexec/dovecot/lmtp'] },
  { apt: 'postfix', files: ['/usr/sbin/postfix'] },
  { apt: 'openssl', files: ['/usr/bin/openssl'] },
  { apt: 'postgresql-15', files: ['/usr/lib/postgresql/15/bin/postgres'] },
  { apt: 'chromium', files: ['/usr/bin/chromium'] },
  { apt: 'fonts-dejavu-core', files: ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'] },
  { apt: 'fonts-noto-color-emoji', files: ['/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'] },
  { apt: 'default-jre-headless', files: onPath('java') },
  { apt: 'maven', files: onPath('mvn'), unless: kafkaIsInstalled },
];

const POLICY = '/usr/sbin/policy-rc.d';

/** Throws with one line that says what to install where it cannot install by itself. */
export function installNeeds() {
  if (process.getuid?.() !== 0) throw new Error(sayWhatToInstall('the tests start real mail servers, which only root can'));
  const missing = missingPackages();
  if (missing.length > 0) {
    if (!isDebian()) throw new Error(sayWhatToInstall(`not found: ${missing.join(' ')}`));
    console.log(`  installing ${missing.join(' ')}`);
    withoutStartingServices(() => {
      apt(['update', '-q']);
      apt(['install', '-y', '-q', '--no-install-recommends', ...missing]);
    });
    const still = missingPackages();
    if (still.length > 0) throw new Error(sayWhatToInstall(`apt-get install left out: ${still.join(' ')}`));
  }
  if (!kafkaIsInstalled()) {
    console.log("  fetching Kafka's jars");
    installKafka();
  }
}

function missingPackages() {
  return NEEDS.filter((need) => !need.files.some((file) => existsSync(file)) && !need.unless?.()).map((need) => need.apt);
}

function onPath(command) {
  return (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, command));
}

function isDebian() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*debian/m.test(release);
}

function sayWhatToInstall(why) {
  const packages = NEEDS.map((need) => need.apt).join(' ');
  return `npm test: ${why}. Run it as root on Debian 12, where it installs what it needs, or install: ${packages}`;
}

/** Debian starts a server as soon as its package is installed, on every address; this forbids it for the time of the install. */
function withoutStartingServices(install) {
  const ours = !existsSync(POLICY);
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    if (ours) rmSync(POLICY, { force: true });
  }
}

function apt(args) {
  const done = spawnSync('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, encoding: 'utf8' });
  if (done.status !== 0) {
    const output = `${done.stdout}\n${done.stderr}`.trim().split('\n').slice(-5).join('\n');
    throw new Error(`apt-get ${args[0]} failed (exit code ${done.status}):\n${output}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    installNeeds();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
