import { Module } from '@nestjs/common';
import { Answers } from './answers.js';
import { ChatGateway } from './live/chat.gateway.js';
import { Connections } from './live/connections.js';
import { Receipts } from './live/receipts.js';
import { DemoController } from './site/demo.controller.js';
import { WidgetController } from './site/widget.controller.js';
import { WidgetFiles } from './site/widget-files.js';
import { WidgetInboxes } from './site/widget-inboxes.js';
import { PageNonces } from './visitors/page-nonces.js';
import { VisitorIntake } from './visitors/visitor-intake.js';
import { VisitorLimits } from './visitors/visitor-limits.js';
import { VisitorViews } from './visitors/visitor-views.js';
import { VisitorsController } from './visitors/visitors.controller.js';

/** Once a process: makes answers that are due visible to their visitors. */
@Module({ providers: [Answers] })
export class WebchatModule {}

/** The customers' side: the widget's files and pages, visitors' calls and sockets, the demo shop. */
@Module({
  controllers: [WidgetController, DemoController, VisitorsController],
  providers: [WidgetFiles, WidgetInboxes, PageNonces, VisitorViews, VisitorLimits, VisitorIntake, Receipts, Connections, ChatGateway],
})
export class WebchatPublicModule {}
