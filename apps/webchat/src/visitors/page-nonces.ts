import { randomBytes, timingSafeEqual } from 'node:crypto';
import { DeskError } from '@app/domain';
import { Clock } from '@app/service';
import { Secrets } from '@app/store';
import { Injectable } from '@nestjs/common';

/** How long a page of the frame may begin a session after it was made (ms); later it asks for itself anew. */
const GOOD_FOR_MS = 10 * 60_000;

/** Signed marks of the frame's page: whoever begins a session has read a page of ours a moment ago. */
@Injectable()
export class PageNonces {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  make(inboxId: string): string {
    const body = `${this.clock.now().getTime() + GOOD_FOR_MS}.${randomBytes(9).toString('base64url')}`;
    return `${body}.${this.sign(inboxId, body)}`;
  }

  /** @throws DeskError forbidden/nonce-expired when it is too old, altered, or another inbox's */
  check(inboxId: string, nonce: string): void {
    const end = nonce.lastIndexOf('.');
    const body = nonce.slice(0, Math.max(end, 0));
    const given = Buffer.from(nonce.slice(end + 1));
    const right = Buffer.from(this.sign(inboxId, body));
    const isOurs = given.length === right.length && timingSafeEqual(given, right);
    if (isOurs && Number(body.split('.')[0]) > this.clock.now().getTime()) return;
    throw new DeskError('forbidden', 'nonce-expired', 'The page of the chat is too old: load it again.');
  }

  private sign(inboxId: string, body: string): string {
    return this.secrets.sign('widget-page', `${inboxId} ${body}`);
  }
}
