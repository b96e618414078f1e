import { Config } from '@app/service';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { panelPage } from './panel-page.js';
import { WidgetFiles } from './widget-files.js';

/** The panel as the console shows it while a chat is set up. It is given all it shows, and asks for nothing. */
@Controller('widget-preview')
export class PreviewController {
  constructor(
    private readonly files: WidgetFiles,
    private readonly config: Config,
  ) {}

  @Get()
  async page(@Res() reply: FastifyReply): Promise<void> {
    const staff = new URL(this.config.PUBLIC_URL).origin;
    await reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', previewPolicy(staff))
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(panelPage('Otklik', { console: staff }, await this.files.preview()));
  }
}

/** Its own files, no connection to anywhere, and no other ancestor than the console (`threat:H4`). */
function previewPolicy(staff: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `font-src 'self'`,
    `form-action 'none'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `frame-ancestors ${staff}`,
  ].join('; ');
}
