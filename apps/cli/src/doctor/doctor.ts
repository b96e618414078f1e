import { asError, DeskError, type Reason } from '@app/domain';
import type { LocalConfig } from '@app/service';
import type { Call, Command } from '../command.js';
import type { OpenedDatabase } from '../open-database.js';
import { checkAddresses } from './addresses.js';
import { checkBots } from './bots.js';
import { checkBus } from './bus.js';
import { checkChatFrame } from './chat-frame.js';
import { checkDatabase } from './database.js';
import { checkDisk } from './disk.js';
import { asJson, bad, checkOf, type Finding, inWords } from './finding.js';
import { checkInboxes } from './inboxes.js';
import { checkKeys } from './keys.js';
import { checkMailboxes } from './mailboxes.js';
import { checkParked } from './parked-events.js';
import { checkPorts } from './ports.js';

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  about:
    'Looks at everything the product needs, tests each mailbox and bot as it is used, and says what to do next where something is wrong.',
  takes: 0,
  async run(call) {
    const findings = await examine(call);
    const { out } = call;
    if (out.json)
      out.result(
        findings.map((finding) => asJson(finding, out.catalog)),
        '',
      );
    else for (const finding of findings) out.say(inWords(finding, out.catalog));
    return findings.some((finding) => finding.level === 'fault') ? 3 : 0;
  },
};

async function examine({ config, database }: Call): Promise<Finding[]> {
  const opened = await database().catch((error: unknown) => bad(checkOf('database'), whyNotOpened(error, config)));
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
    ...(await attempt('mailboxes', () => checkMailboxes(database, config))),
    ...(await attempt('bots', () => checkBots(database, config))),
    ...(await attempt('chat-frame', () => checkChatFrame(database, config))),
    ...(await attempt('parked', () => checkParked(database))),
  ];
}

/** A check that cannot look has found something too. */
async function attempt(name: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [bad(checkOf(name), { code: 'doctor-not-looked', params: { error: asError(error).message } })];
  }
}

function whyNotOpened(error: unknown, config: LocalConfig): Reason {
  const details = [error instanceof DeskError ? error.reason : { code: asError(error).message, params: {} }];
  return config.DATABASE_URL === undefined
    ? { code: 'doctor-own-database-away', params: { folder: config.OTKLIK_DATA }, details }
    : { code: 'doctor-database-away', params: {}, details };
}
