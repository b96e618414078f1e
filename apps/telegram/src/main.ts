import { PlatformConfig, runService } from '@app/service';
import { openPlatform } from '@app/store';
import { TelegramModule } from './telegram.module.js';

await runService({ name: 'telegram', config: PlatformConfig, open: openPlatform, modules: [TelegramModule] });
