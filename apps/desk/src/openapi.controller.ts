import { openApiDocument } from '@app/contracts';
import { Controller, Get } from '@nestjs/common';

@Controller()
export class OpenApiController {
  private readonly document = openApiDocument('0.1.0');

  /** Open to all: it is in the repository too, and clients are made from it. */
  @Get('api/openapi.json')
  get(): object {
    return this.document;
  }
}
