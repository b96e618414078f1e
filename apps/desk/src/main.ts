import { PlatformConfig, runService } from '@app/service';
import { openPlatform } from '@app/store';
import { DeskModule, DeskPublicModule } from './desk.module.js';

await runService({ name: 'desk', config: PlatformConfig, open: openPlatform, modules: [DeskModule], publicModules: [DeskPublicModule] });
