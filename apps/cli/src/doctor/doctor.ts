import { asError, DeskError } from '@app/domain';
import type { LocalConfig } from '@app/service';
import type { Call, Command } from '../command.js';
import type { OpenedDatabase } from '../open-database.js';
import { checkAddresses } from './addresses.js';
import { checkBus } from './bus.js';
import { checkDatabase } from './database.js';
import { checkDisk } from './disk.js';
import { bad, type Finding } from './finding.js';
import { checkInboxes } from './inboxes.js';
import { checkKeys } from './keys.js';
import { checkParked } from './parked-events.js';
import { checkPorts } from './ports.js';

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  about: 'Looks at everything the product needs, and says what to do next where something is wrong.',
  takes: 0,
  async run(call) {
    const findings = await examine(call);
    if (call.out.json) call.out.result(findings, '');
    else for (const finding of findings) call.out.say(inWords(finding));
    return findings.every((finding) => finding.ok) ? 0 : 3;
  },
};

async function examine({ config, database, out }: Call): Promise<Finding[]> {
  const opened = await database().catch((error: unknown) =>
    bad(
      'database',
      sayWhy(error, (one) => out.words(one)),
      howToReach(config),
    ),
  );
  const withDatabase = 'check' in opened ? [opened] : await examineDatabase(opened, config);
  return [
    ...withDatabase,
    ...(await attempt('bus', () => checkBus(config))),
    ...(await attempt('ports', () => checkPorts(config))),
    ...(await attempt('disk', () => checkDisk(config))),
    ...(await attempt('addresses', () => checkAddresses(config))),
  ];
}

async function examineDatabase(database: OpenedDatabase, config: LocalConfig): Promise<Finding[]> {
  return [
    ...(await attempt('database', () => checkDatabase(database))),
    ...(await attempt('keys', () => checkKeys(database, config))),
    ...(await attempt('inboxes', () => checkInboxes(database, config))),
    ...(await attempt('parked', () => checkParked(database))),
  ];
}

/** A check that cannot look has found something too. */
async function attempt(check: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [bad(check, `could not look: ${asError(error).message}`, 'Run doctor again; if it stays, report it with this line.')];
  }
}

function sayWhy(error: unknown, words: (reason: DeskError['reason']) => string): string {
  return error instanceof DeskError ? words(error.reason) : asError(error).message;
}

function howToReach(config: LocalConfig): string {
  return config.DATABASE_URL === undefined
    ? `Look into postgres/postgres.log of the data folder (${config.OTKLIK_DATA}).`
    : 'Check that PostgreSQL runs and that DATABASE_URL names its host, port, user and password.';
}

function inWords({ check, ok, detail, next }: Finding): string {
  return `${ok ? 'ok   ' : 'FAULT'}  ${check}: ${detail}${next === null ? '' : `\n         next: ${next}`}`;
}
