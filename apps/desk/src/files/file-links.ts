import { Clock, Config } from '@app/service';
import { checkFileLink, fileLink, Secrets } from '@app/store';
import { Injectable } from '@nestjs/common';

/** Makes and checks the short-lived links by which browsers fetch files from the customers' listener, which knows no session. */
@Injectable()
export class FileLinks {
  constructor(
    private readonly secrets: Secrets,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  urlOf(attachmentId: string): string {
    return this.config.PUBLIC_SITE_URL + fileLink(this.secrets, attachmentId, this.clock.now());
  }

  /** @throws DeskError forbidden/file-link-unusable */
  check(attachmentId: string, expires: number, signature: string): void {
    checkFileLink(this.secrets, attachmentId, expires, signature, this.clock.now());
  }
}
