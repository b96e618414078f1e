import { LocalConfig, runService } from '@app/service';
import { openStandalone } from './open-standalone.js';
import { sayWhereToGo } from './say-where-to-go.js';
import { StandaloneModule, StandalonePublicModule } from './standalone.module.js';

await runService({
  name: 'standalone',
  config: LocalConfig,
  open: openStandalone,
  modules: [StandaloneModule],
  publicModules: [StandalonePublicModule],
  ready: sayWhereToGo,
  logTo: 'stderr',
});
