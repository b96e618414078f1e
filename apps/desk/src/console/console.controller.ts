import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { DeskError } from '@app/domain';
import { Config } from '@app/service';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleFiles } from './console-files.js';
import { consolePolicy } from './console-policy.js';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** The console: its files by name, and its page at every other address, which the console reads itself. */
@Controller()
export class ConsoleController {
  constructor(
    private readonly files: ConsoleFiles,
    private readonly config: Config,
  ) {}

  @Get('/')
  home(@Res() reply: FastifyReply): Promise<void> {
    return this.page(reply);
  }

  @Get('*')
  async anything(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const wanted = decoded(new URL(request.url, 'http://desk').pathname);
    if (wanted === null || wanted.startsWith('/api/')) throw nothingHere();
    if (wanted !== '/index.html' && (await this.files.has(wanted))) {
      // Built files carry their hash in their name.
      await reply
        .header('cache-control', wanted.startsWith('/assets/') ? FOR_EVER : 'no-cache')
        .sendFile(wanted.slice(1), this.files.folder, { cacheControl: false });
      return;
    }
    // A page of the console has no extension; a file that is not there is not a page.
    if (path.extname(wanted) !== '' && wanted !== '/index.html') throw nothingHere();
    await this.page(reply);
  }

  private async page(reply: FastifyReply): Promise<void> {
    const nonce = randomBytes(16).toString('base64');
    const page = await this.files.page(nonce);
    await reply
      .header('content-security-policy', consolePolicy(nonce, this.config.PUBLIC_SITE_URL))
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page);
  }
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

function nothingHere(): DeskError {
  return new DeskError('missing', 'not-found', 'There is nothing at this address.');
}
