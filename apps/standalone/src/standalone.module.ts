import { Module } from '@nestjs/common';
import { DeskModule, DeskPublicModule } from '../../desk/src/desk.module.js';
import { NormalizerModule } from '../../normalizer/src/normalizer.module.js';
import { RouterModule } from '../../router/src/router.module.js';
import { TelegramModule } from '../../telegram/src/telegram.module.js';
import { FirstContent } from './first-content.js';

/** The staff's side of every app, and all event handlers. */
@Module({
  imports: [DeskModule, NormalizerModule, RouterModule, TelegramModule],
  providers: [FirstContent],
})
export class StandaloneModule {}

/** The customers' side of every app. */
@Module({ imports: [DeskPublicModule] })
export class StandalonePublicModule {}
