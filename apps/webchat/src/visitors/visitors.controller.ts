import { Readable } from 'node:stream';
import { CHAT_LIMITS, type ChatSession, OpenChatSession } from '@app/contracts';
import { DeskError } from '@app/domain';
import { Clock, Config } from '@app/service';
import {
  addressOfVisitor,
  addUpload,
  beginVisitor,
  Blobs,
  fileTooLarge,
  mayVisitorSeeFile,
  noteVisitorPage,
  readHistories,
  readNamed,
  Store,
  type Visitor,
  visitorByToken,
  visitorUnknown,
} from '@app/store';
import { Body, Controller, Delete, Get, Headers, HttpCode, type OnModuleInit, Param, Post, Query, Req } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Identities } from '../identity/identities.js';
import { SeenSites } from '../site/seen-sites.js';
import { WidgetInboxes } from '../site/widget-inboxes.js';
import { bearerToken } from './bearer-token.js';
import { fileName } from './file-name.js';
import { refuseForeignOrigin } from './own-origin.js';
import { PageNonces } from './page-nonces.js';
import { type Room, UploadBudget } from './upload-budget.js';
import { VisitorLimits } from './visitor-limits.js';
import { chatInbox, VisitorViews } from './visitor-views.js';

/** Messages that a session begins with: the newest. */
const FIRST_MESSAGES = 100;

const UploadQuery = z.object({
  name: z.string().max(2_000).default('').transform(fileName),
  type: z.string().max(200).default('').transform(contentType),
});
const FileId = z.uuid();

/** What visitors call over HTTP: a session, and files. Everything else goes over the socket. */
@Controller('chat/v1')
export class VisitorsController implements OnModuleInit {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    private readonly inboxes: WidgetInboxes,
    private readonly seen: SeenSites,
    private readonly nonces: PageNonces,
    private readonly limits: VisitorLimits,
    private readonly uploads: UploadBudget,
    private readonly views: VisitorViews,
    private readonly identities: Identities,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly http: HttpAdapterHost,
  ) {}

  /** Uploads are bytes as they are: they flow to the disk and are never held in memory. */
  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    fastify.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  }

  @Post('sessions')
  @HttpCode(200)
  async openSession(@Body({ schema: OpenChatSession }) asked: OpenChatSession, @Headers('origin') origin?: string): Promise<ChatSession> {
    refuseForeignOrigin(origin, this.config.PUBLIC_SITE_URL);
    const inbox = await this.inboxes.get(asked.inbox);
    this.nonces.check(inbox.id, asked.nonce);
    this.seen.sessionBegun(inbox, asked.page);
    const { visitor, token } = await this.known(asked, inbox.id);
    await noteVisitorPage(this.store, visitor.id, asked.page);
    const [history] = await readHistories(this.store, [{ inboxId: inbox.id, visitorId: visitor.id, after: null }], FIRST_MESSAGES);
    return {
      token,
      visitor: visitor.id,
      user: await readNamed(this.store, visitor.id),
      address: await addressOfVisitor(this.store, visitor.id),
      inbox: chatInbox(inbox, this.clock.now()),
      messages: history?.messages.map((message) => this.views.message(message)) ?? [],
      cursor: Number(history?.cursor ?? 0n),
      readPosition: Number(history?.readPosition ?? 0n),
    };
  }

  /** The browser has forgotten its visitor: its token is good for nothing any more. */
  @Delete('sessions')
  @HttpCode(204)
  async endSession(@Headers('authorization') authorization?: string, @Headers('origin') origin?: string): Promise<void> {
    refuseForeignOrigin(origin, this.config.PUBLIC_SITE_URL);
    const token = bearerToken(authorization);
    await this.identities.forget(await visitorByToken(this.store, token), token);
  }

  @Post('files')
  async upload(
    @Query({ schema: UploadQuery }) { name, type }: z.infer<typeof UploadQuery>,
    @Req() request: FastifyRequest,
    @Headers('authorization') authorization?: string,
  ): Promise<{ id: string; filename: string; size: number }> {
    refuseForeignOrigin(request.headers.origin, this.config.PUBLIC_SITE_URL);
    const visitor = await this.visitorOfHeader(authorization);
    const bytes = bodyOf(request);
    this.limits.spend('fileOfVisitor', visitor.id);
    const room = await this.uploads.enter(visitor.id, lengthOf(request));
    const blob = await this.blobs
      .keepStream(bytes, room.bytes)
      .catch((error: unknown) => {
        throw whyNotKept(error, bytes, room);
      })
      .finally(room.leave);
    if (blob.size === 0) throw new DeskError('invalid', 'file-empty', 'The file is empty.');
    const upload = { filename: name, contentType: type, blob, uploadedBy: visitor.id };
    const id = await this.store.transaction((tx) => addUpload(tx, upload));
    return { id, filename: upload.filename, size: blob.size };
  }

  @Get('files/:id')
  async link(@Param('id', { schema: FileId }) id: string, @Headers('authorization') authorization?: string): Promise<{ url: string }> {
    const visitor = await this.visitorOfHeader(authorization);
    if (!(await mayVisitorSeeFile(this.store, visitor, id))) throw new DeskError('missing', 'file-missing', 'There is no such file.');
    return { url: this.views.fileUrl(id) };
  }

  /** Whoever comes with an identity is that user, whatever their browser knew; else whom its token says. */
  private async known(asked: OpenChatSession, inboxId: string): Promise<{ visitor: Visitor; token: string }> {
    const { identity, locale } = asked;
    if (identity === null) return this.visitorOf(asked, inboxId);
    if (asked.token === null) this.limits.spend('newVisitorOfInbox', inboxId);
    const before = asked.token === null ? null : await this.visitorOf(asked, inboxId);
    const browser = before && { visitorId: before.visitor.id, token: before.token };
    return this.identities.identify({ inboxId, browser, identity, locale });
  }

  private async visitorOf({ token, locale }: OpenChatSession, inboxId: string): Promise<{ visitor: Visitor; token: string }> {
    if (token === null) {
      this.limits.spend('newVisitorOfInbox', inboxId);
      return beginVisitor(this.store, inboxId, locale);
    }
    const visitor = await visitorByToken(this.store, token);
    // A token is good for its own inbox alone.
    if (visitor.inboxId !== inboxId) throw visitorUnknown();
    this.limits.spend('sessionOfVisitor', visitor.id);
    return { visitor, token };
  }

  private visitorOfHeader(authorization: string | undefined): Promise<Visitor> {
    return visitorByToken(this.store, bearerToken(authorization));
  }
}

/** @throws DeskError invalid/file-too-large before a byte is read where the length says so */
function bodyOf(request: FastifyRequest): Readable {
  const limit = CHAT_LIMITS.fileBytes;
  if ((lengthOf(request) ?? 0) > limit) throw fileTooLarge(limit);
  if (!(request.body instanceof Readable))
    throw new DeskError('invalid', 'unsupported-media-type', 'Send the file as application/octet-stream.');
  return request.body;
}

/** In bytes; null: not said. */
function lengthOf({ headers }: FastifyRequest): number | null {
  const said = headers['content-length'];
  return said === undefined ? null : Number(said);
}

function whyNotKept(error: unknown, bytes: Readable, room: Room): unknown {
  if (error instanceof DeskError) return error.code === 'file-too-large' && room.bytes < CHAT_LIMITS.fileBytes ? room.full() : error;
  // A browser that hung up hears no answer, and is nobody's fault.
  return bytes.readableAborted ? new DeskError('invalid', 'unreadable-body', 'The upload was cut off.') : error;
}

/** What the browser says of the file, if it is a type at all. */
function contentType(given: string): string {
  return /^[\w.+-]{1,80}\/[\w.+-]{1,80}$/.test(given) ? given.toLowerCase() : 'application/octet-stream';
}
