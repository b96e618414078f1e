import { Controller, Get, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { FileLinks } from '../files/file-links.js';
import { OutsideImages } from './outside-images.js';

const Signed = z.strictObject({
  address: z.string().max(8_000),
  expires: z.coerce.number().int().positive(),
  signature: z.string().max(200),
});

/** Shows remote images of mails to whoever has a signed link, in our name: their owners see that we fetch, not who reads, where or when. */
@Controller('images')
export class ImagesController {
  constructor(
    private readonly links: FileLinks,
    private readonly images: OutsideImages,
  ) {}

  @Get()
  async image(@Query({ schema: Signed }) { address, ...proof }: z.infer<typeof Signed>, @Res() reply: FastifyReply): Promise<void> {
    this.links.check({ image: address }, proof);
    const { type, bytes } = await this.images.fetch(address);
    await reply
      .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
      .header('x-content-type-options', 'nosniff')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('content-disposition', 'inline')
      // As long as its link is good: an open ticket does not fetch it again.
      .header('cache-control', 'private, max-age=300')
      .header('content-type', type)
      .send(bytes);
  }
}
