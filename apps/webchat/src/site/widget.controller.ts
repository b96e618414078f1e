import { CHAT_LIMITS } from '@app/contracts';
import { Clock, Config } from '@app/service';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PageNonces } from '../visitors/page-nonces.js';
import { chatInbox } from '../visitors/visitor-views.js';
import { framePage, framePolicy } from './frame-page.js';
import { SeenSites } from './seen-sites.js';
import { type WidgetFile, WidgetFiles } from './widget-files.js';
import { WidgetInboxes } from './widget-inboxes.js';

/** The loader may be some minutes old; what has its content's hash in its name never changes. */
const LOADER_CACHE = 'public, max-age=300, stale-while-revalidate=86400';
const ASSET_CACHE = 'public, max-age=31536000, immutable';

const InboxId = z.uuid();
const FileName = z.string().max(100);

/** The widget's files, and the page of its frame. */
@Controller()
export class WidgetController {
  constructor(
    private readonly files: WidgetFiles,
    private readonly inboxes: WidgetInboxes,
    private readonly nonces: PageNonces,
    private readonly seen: SeenSites,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get('widget.js')
  async loader(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await send(reply.header('cache-control', LOADER_CACHE), request, await this.files.file('widget.js'));
  }

  @Get('widget-assets/:name')
  async asset(
    @Param('name', { schema: FileName }) name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.file(name);
    await send(reply.header('cache-control', /^(panel|preview)-/.test(name) ? ASSET_CACHE : LOADER_CACHE), request, file);
  }

  @Get('widget/:inbox')
  async frame(
    @Param('inbox', { schema: InboxId }) id: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const inbox = await this.inboxes.get(id);
    this.seen.frameAsked(inbox, { referer: headers.referer, dest: String(headers['sec-fetch-dest'] ?? 'iframe') });
    const { origins } = inbox;
    const { nullOrigin } = inbox.settings;
    const page = { inbox: chatInbox(inbox, this.clock.now()), nonce: this.nonces.make(id), origins, nullOrigin, limits: CHAT_LIMITS };
    await reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', framePolicy(origins, nullOrigin, this.config.PUBLIC_SITE_URL))
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(framePage(page, await this.files.panel()));
  }
}

/** Sites load these without cookies and from anywhere: they hold no secret. */
async function send(reply: FastifyReply, request: FastifyRequest, file: WidgetFile): Promise<void> {
  void reply
    .header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('access-control-allow-origin', '*');
  if (request.headers['if-none-match']?.includes(file.etag)) return void (await reply.status(304).send());
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const coding = (['br', 'gzip'] as const).find((one) => accepted.includes(one));
  if (coding) void reply.header('content-encoding', coding);
  await reply.header('content-type', file.type).send(coding ? file.compressed[coding] : file.bytes);
}
