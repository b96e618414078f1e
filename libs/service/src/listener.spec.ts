import { HealthChecks } from './health.js';
import { makeListener } from './listener.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';
import { PlatformConfig } from './platform-config.js';

test.each([
  ['public', 90_000],
  ['staff', 0],
] as const)('a %s listener gives a slow line time to bring a large file, and a minute for its headers', async (kind, silenceMs) => {
  const config = PlatformConfig.parse({ DATABASE_URL: 'postgres://localhost/none', OTKLIK_SECRET: 'a secret of the tests, long enough' });
  const log = Log.open({ service: 'test', level: 'silent' });
  const metrics = new Metrics('test');
  const providers = [
    { provide: HealthChecks, useValue: new HealthChecks([]) },
    { provide: Metrics, useValue: metrics },
  ];
  const app = await makeListener({ config, kind, modules: [], providers, log, metrics });
  const server = app.getHttpServer();
  expect(server.requestTimeout).toBe(600_000);
  expect(server.headersTimeout).toBe(60_000);
  expect(server.timeout).toBe(silenceMs);
  await app.close();
});
