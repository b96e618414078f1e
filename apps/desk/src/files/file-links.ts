import { timingSafeEqual } from 'node:crypto';
import { DeskError } from '@app/domain';
import { Clock, Config } from '@app/service';
import { Secrets } from '@app/store';
import { Injectable } from '@nestjs/common';

const GOOD_FOR_S = 300;
/** Links made within this time are the same, so that a page that is read again does not load its pictures again. */
const STEP_S = 60;

/** Makes and checks the short-lived links by which browsers fetch files from the customers' listener, which knows no session. */
@Injectable()
export class FileLinks {
  constructor(
    private readonly secrets: Secrets,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  urlOf(attachmentId: string): string {
    const expires = Math.ceil(this.seconds() / STEP_S) * STEP_S + GOOD_FOR_S;
    return `${this.config.PUBLIC_SITE_URL}/files/${attachmentId}?expires=${expires}&signature=${this.sign(attachmentId, expires)}`;
  }

  /** @throws DeskError forbidden/file-link-unusable */
  check(attachmentId: string, expires: number, signature: string): void {
    const expected = Buffer.from(this.sign(attachmentId, expires));
    const given = Buffer.from(signature);
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isOurs || expires < this.seconds())
      throw new DeskError('forbidden', 'file-link-unusable', 'This link to a file is too old: load the page again.');
  }

  private sign(attachmentId: string, expires: number): string {
    return this.secrets.sign('files', `${attachmentId}.${expires}`);
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}
