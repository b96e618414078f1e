// A process of its own for run-service.int.spec.ts: what the word after its name says happens in it.
import { PlatformConfig } from '../src/platform-config.js';
import { runService } from '../src/run-service.js';
import { ProbeModule } from './probe.module.js';
import { ProbeTransport } from './probe-transport.js';

const [what] = process.argv.slice(2);

await runService({
  name: 'probe',
  config: PlatformConfig,
  modules: [ProbeModule],
  open: async () => ({
    providers: [],
    transport: new ProbeTransport(),
    checks: [],
    close: async () => {
      if (what === 'hangs') await new Promise((resolve) => setTimeout(resolve, 60_000));
      process.stdout.write('platform closed\n');
    },
  }),
  ready: () => {
    if (what === 'rejects') void Promise.reject(new Error('nobody waits for this'));
  },
});
