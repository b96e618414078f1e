import { Module } from '@nestjs/common';
import { DeskModule, DeskPublicModule } from '../../desk/src/desk.module.js';
import { EmailModule } from '../../email/src/email.module.js';
import { NormalizerModule } from '../../normalizer/src/normalizer.module.js';
import { RouterModule } from '../../router/src/router.module.js';
import { TelegramModule, TelegramPublicModule } from '../../telegram/src/telegram.module.js';
import { WebchatModule, WebchatPublicModule } from '../../webchat/src/webchat.module.js';
import { BootstrapAtStart } from './bootstrap-at-start.js';
import { FirstContent } from './first-content.js';

/** The staff's side of every app, and all event handlers. */
@Module({
  imports: [EmailModule, TelegramModule, WebchatModule, NormalizerModule, RouterModule, DeskModule],
  providers: [BootstrapAtStart, FirstContent],
})
export class StandaloneModule {}

/** The customers' side of every app. */
@Module({ imports: [WebchatPublicModule, TelegramPublicModule, DeskPublicModule] })
export class StandalonePublicModule {}
