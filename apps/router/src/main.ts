import { PlatformConfig, runService } from '@app/service';
import { openPlatform } from '@app/store';
import { RouterModule } from './router.module.js';

await runService({ name: 'router', config: PlatformConfig, open: openPlatform, modules: [RouterModule] });
