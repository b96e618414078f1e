import { ServicesInstallation } from '@app/testing';
import { around } from './crash/campaign.js';
import { crashSuite } from './crash/crash.suite.js';
import type { Path } from './crash/watch.js';

const PATHS: Readonly<Record<string, Path>> = {
  email: 'email',
  telegram: 'telegram',
  webchat: 'webchat',
  normalizer: 'any',
  router: 'assigned',
  desk: 'answered',
};

crashSuite({
  size: 'a process for each service on Kafka',
  messages: 1000,
  perSecond: 6,
  start: (neighbours) => ServicesInstallation.start(neighbours),
  databaseUrl: ({ database }) => database.adminUrl,
  points: [
    [
      [...around('W1', 'email', 'email'), ...around('W7', 'email', 'sent:email'), ...around('W7-result', 'email', 'sent:email')],
      [
        ...around('W2', 'telegram', 'telegram'),
        ...around('W7', 'telegram', 'sent:telegram'),
        ...around('W7-result', 'telegram', 'sent:telegram'),
      ],
      [...around('W3', 'webchat', 'webchat'), ...around('W6', 'router', 'assigned')],
    ],
    // Apart: while the normalizer is away no path works.
    [[...around('W4', 'normalizer', 'assigned'), ...around('W5', 'normalizer', 'any')]],
  ],
  victims: ({ postgres, kafka }, supervisor) => [
    ...Object.entries(PATHS).map(([name, path]) => ({ name, path, kill9: () => supervisor.kill9(name) })),
    { name: 'PostgreSQL', path: 'any', kill9: () => killAndStart(postgres) },
    { name: 'Kafka', path: 'any', kill9: () => killAndStart(kafka) },
  ],
  randomKills: 10,
  atLeastOnce: ['PostgreSQL', 'Kafka'],
});

/** The time is taken before the start: to be ready is a part of recovering. */
async function killAndStart(server: { kill9(): Promise<void>; start(): Promise<void> }): Promise<number> {
  await server.kill9();
  const startedAt = performance.now();
  await server.start();
  return startedAt;
}
