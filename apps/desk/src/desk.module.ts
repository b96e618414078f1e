import { fastifyCookie } from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ConsoleFiles } from './console/console-files.js';
import { ConsoleController } from './console/console.controller.js';
import { ContactsController } from './contacts/contacts.controller.js';
import { AttachmentsController, UPLOAD_LIMIT_BYTES } from './files/attachments.controller.js';
import { FileLinks } from './files/file-links.js';
import { FilesController } from './files/files.controller.js';
import { Housekeeping } from './housekeeping.js';
import { Authentication } from './http/authentication.js';
import { ImagesController } from './images/images.controller.js';
import { OutsideImages } from './images/outside-images.js';
import { InboxSettings } from './inboxes/inbox-settings.js';
import { BotChecks } from './inboxes/bot-checks.js';
import { ProbeLimit } from './inboxes/probe-limit.js';
import { MailboxProbes } from './inboxes/mailbox-probes.js';
import { MailboxTests } from './inboxes/mailbox-tests.js';
import { InboxesController } from './inboxes/inboxes.controller.js';
import { EventsController } from './live/events.controller.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveGateway } from './live/live.gateway.js';
import { MailboxConsent } from './oauth/mailbox-consent.js';
import { OAuthController } from './oauth/oauth.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { OrganisationController } from './organisation/organisation.controller.js';
import { ParkedController } from './parked/parked.controller.js';
import { AgentsController } from './people/agents.controller.js';
import { PicturesController } from './people/pictures.controller.js';
import { SkillsController } from './people/skills.controller.js';
import { TeamsController } from './people/teams.controller.js';
import { LinksController } from './session/links.controller.js';
import { SessionAnswers } from './session/session-answers.js';
import { SessionController } from './session/session.controller.js';
import { MessagesController } from './tickets/messages.controller.js';
import { TicketsController } from './tickets/tickets.controller.js';
import { TimelineAnswers } from './tickets/timeline-answers.js';
import { Typing } from './tickets/typing.js';

/** The staff's side: API, live updates, console. */
@Module({
  controllers: [
    SessionController,
    LinksController,
    TicketsController,
    MessagesController,
    AttachmentsController,
    ContactsController,
    AgentsController,
    PicturesController,
    TeamsController,
    SkillsController,
    InboxesController,
    OrganisationController,
    OAuthController,
    ParkedController,
    EventsController,
    OpenApiController,
    // Last: it answers every address that nothing else does.
    ConsoleController,
  ],
  providers: [
    { provide: ConsoleFiles, useValue: new ConsoleFiles() },
    Authentication,
    SessionAnswers,
    TimelineAnswers,
    Typing,
    FileLinks,
    InboxSettings,
    MailboxConsent,
    MailboxProbes,
    BotChecks,
    ProbeLimit,
    MailboxTests,
    LiveFeed,
    LiveGateway,
    Housekeeping,
  ],
})
export class DeskModule {
  constructor({ httpAdapter }: HttpAdapterHost) {
    const fastify = httpAdapter.getInstance<FastifyInstance>();
    // Its parser is used by Authentication, and loaded by this.
    void fastify.register(fastifyCookie);
    void fastify.register(multipart, {
      // One file is taken: a second one is seen, and refused.
      limits: { files: 2, fields: 10, parts: 12, fileSize: UPLOAD_LIMIT_BYTES + 1 },
      throwFileSizeLimit: false,
    });
    // For `sendFile` alone; which files there are is the controller's to say.
    void fastify.register(fastifyStatic, { root: '/', serve: false });
  }
}

/** The customers' side: files and remote images by signed links. */
@Module({ controllers: [FilesController, ImagesController], providers: [FileLinks, OutsideImages] })
export class DeskPublicModule {}
