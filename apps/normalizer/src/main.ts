import { PlatformConfig, runService } from '@app/service';
import { openPlatform } from '@app/store';
import { NormalizerModule } from './normalizer.module.js';

await runService({ name: 'normalizer', config: PlatformConfig, open: openPlatform, modules: [NormalizerModule] });
