import { Module } from '@nestjs/common';
import { Answers } from './answers.js';
import { AwayMails } from './away/away-mails.js';
import { TypedAddresses } from './away/typed-addresses.js';
import { Identities } from './identity/identities.js';
import { ChatGateway } from './live/chat.gateway.js';
import { Connections } from './live/connections.js';
import { Hellos } from './live/hellos.js';
import { LiveFacts } from './live/live-facts.js';
import { Receipts } from './live/receipts.js';
import { SessionPorts } from './live/session-ports.js';
import { VisitorTyping } from './live/visitor-typing.js';
import { VisitorWords } from './live/visitor-words.js';
import { DemoController } from './site/demo.controller.js';
import { PreviewController } from './site/preview.controller.js';
import { SeenSites } from './site/seen-sites.js';
import { WidgetController } from './site/widget.controller.js';
import { WidgetFiles } from './site/widget-files.js';
import { WidgetInboxes } from './site/widget-inboxes.js';
import { MessagesController } from './visitors/messages.controller.js';
import { PageNonces } from './visitors/page-nonces.js';
import { UploadBudget } from './visitors/upload-budget.js';
import { VisitorIntake } from './visitors/visitor-intake.js';
import { VisitorLimits } from './visitors/visitor-limits.js';
import { VisitorViews } from './visitors/visitor-views.js';
import { VisitorsController } from './visitors/visitors.controller.js';

/** Once a process: makes answers that are due visible to their visitors, and mails them to those who are away. */
@Module({ providers: [Answers, AwayMails] })
export class WebchatModule {}

/** The customers' side: the widget's files and pages, visitors' calls and sockets, the demo shop. */
@Module({
  controllers: [WidgetController, PreviewController, DemoController, VisitorsController, MessagesController],
  providers: [
    WidgetFiles,
    WidgetInboxes,
    SeenSites,
    PageNonces,
    VisitorViews,
    VisitorLimits,
    UploadBudget,
    VisitorIntake,
    TypedAddresses,
    Identities,
    Receipts,
    LiveFacts,
    Connections,
    Hellos,
    VisitorTyping,
    VisitorWords,
    SessionPorts,
    ChatGateway,
  ],
})
export class WebchatPublicModule {}
