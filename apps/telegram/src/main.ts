import { PlatformConfig, runService } from '@app/service';
import { openPlatform } from '@app/store';
import { TelegramModule, TelegramPublicModule } from './telegram.module.js';

await runService({
  name: 'telegram',
  config: PlatformConfig,
  open: openPlatform,
  modules: [TelegramModule],
  publicModules: [TelegramPublicModule],
});
