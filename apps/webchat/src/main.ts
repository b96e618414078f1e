import { PlatformConfig, runService } from '@app/service';
import { openPlatform } from '@app/store';
import { WebchatModule, WebchatPublicModule } from './webchat.module.js';

await runService({
  name: 'webchat',
  config: PlatformConfig,
  open: openPlatform,
  modules: [WebchatModule],
  publicModules: [WebchatPublicModule],
});
