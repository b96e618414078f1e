import { Config, languageOf } from '@app/service';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { demoPage, demoPolicy } from './demo-page.js';
import { WidgetInboxes } from './widget-inboxes.js';

/** A shop with the widget on it, under the content policy that we publish for sites: what works here works there. */
@Controller('demo')
export class DemoController {
  constructor(
    private readonly inboxes: WidgetInboxes,
    private readonly config: Config,
  ) {}

  @Get()
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const origin = `${request.protocol}://${request.host}`;
    const site = new URL(this.config.PUBLIC_SITE_URL).origin;
    const inboxes = await this.inboxes.all();
    const inbox = inboxes.find((one) => one.origins.includes(origin)) ?? null;
    // Opened by the frame's own name, the shop would be on the frame's site: it is sent to where the chat may be embedded.
    const elsewhere = inboxes.flatMap((one) => one.origins).find((one) => isSameListener(one, request.host));
    if (inbox === null && elsewhere !== undefined) return void (await reply.redirect(`${elsewhere}/demo`, 302));
    await reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', demoPolicy(site))
      .send(
        demoPage({
          site,
          inbox: inbox && { id: inbox.id, colour: inbox.settings.colour },
          origin,
          language: languageOf(request.headers['accept-language']),
        }),
      );
  }
}

/** Two names of this machine with the same port. */
function isSameListener(origin: string, host: string): boolean {
  const local = /^(localhost|127\.0\.0\.1|\[::1\])$/;
  // What a client calls us may be no name at all.
  if (!URL.canParse(`http://${host}`)) return false;
  const [one, other] = [new URL(origin), new URL(`http://${host}`)];
  return one.port === other.port && local.test(one.hostname) && local.test(other.hostname);
}
