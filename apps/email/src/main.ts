import { PlatformConfig, runService } from '@app/service';
import { openPlatform } from '@app/store';
import { EmailModule } from './email.module.js';

await runService({ name: 'email', config: PlatformConfig, open: openPlatform, modules: [EmailModule] });
