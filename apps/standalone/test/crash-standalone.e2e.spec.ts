import { StandaloneInstallation } from '@app/testing';
import { around } from './crash/campaign.js';
import { crashSuite } from './crash/crash.suite.js';

crashSuite({
  size: 'standalone on PostgresBus',
  messages: 200,
  perSecond: 3,
  start: (neighbours) => StandaloneInstallation.start(neighbours),
  databaseUrl: ({ databaseUrl }) => databaseUrl,
  // All but W4: `PostgresBus` reads the log itself and needs no relay.
  points: [
    [
      [
        ...around('W1', 'standalone', 'email'),
        ...around('W2', 'standalone', 'telegram'),
        ...around('W3', 'standalone', 'webchat'),
        ...around('W5', 'standalone', 'any'),
        ...around('W6', 'standalone', 'assigned'),
        ...around('W7', 'standalone', 'sent'),
        ...around('W7-result', 'standalone', 'sent'),
      ],
    ],
  ],
  victims: (product, supervisor) => [
    { name: 'standalone', path: 'any', kill9: () => supervisor.kill9('standalone') },
    { name: 'its database', path: 'any', kill9: async () => killDatabase(product) },
  ],
  randomKills: 4,
  atLeastOnce: ['standalone', 'its database'],
});

/** The product starts it again by itself. */
function killDatabase(product: StandaloneInstallation): number {
  process.kill(product.databasePid, 'SIGKILL');
  return performance.now();
}
