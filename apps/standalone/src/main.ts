import { runService } from '@app/service';
import { openStandalone } from './open-standalone.js';
import { sayWhereToGo } from './say-where-to-go.js';
import { StandaloneConfig } from './standalone.config.js';
import { StandaloneModule, StandalonePublicModule } from './standalone.module.js';

await runService({
  name: 'standalone',
  config: StandaloneConfig,
  open: openStandalone,
  modules: [StandaloneModule],
  publicModules: [StandalonePublicModule],
  ready: sayWhereToGo,
  logTo: 'stderr',
});
