import { Bus, claimCheck, commitPoint, makeEvent } from '@app/bus';
import { type ChatFrameBody, VisitorMessage, VisitorWrote } from '@app/contracts';
import { DeskError } from '@app/domain';
import { Clock } from '@app/service';
import { Blobs, checkVisitorUploads, Store, type Visitor } from '@app/store';
import { Injectable } from '@nestjs/common';
import { VisitorLimits } from './visitor-limits.js';

/** How long the bus may take (ms); longer, and the browser is told to keep the message: it may come twice and is one. */
const PATIENCE_MS = 8_000;

/** Takes in what visitors write: durable when `take` resolves. */
@Injectable()
export class VisitorIntake {
  constructor(
    private readonly bus: Bus,
    private readonly blobs: Blobs,
    private readonly store: Store,
    private readonly limits: VisitorLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * The same client id again is the same message: the normalizer's ledger knows it.
   *
   * @throws DeskError unavailable/*: to be sent again; invalid/message-empty, missing/attachment-missing
   */
  async take(visitor: Visitor, { clientId, text, attachments, form, page }: ChatFrameBody<'send'>): Promise<void> {
    if (text.trim() === '' && attachments.length === 0 && form === null) {
      throw new DeskError('invalid', 'message-empty', 'A message needs a text or a file.');
    }
    this.limits.spend('messageOfVisitor', visitor.id);
    this.limits.spend('messageOfInbox', visitor.inboxId);
    await checkVisitorUploads(this.store, visitor.id, attachments);
    const said = VisitorMessage.parse({ text, attachments, form, page });
    const { carried, payload } = await claimCheck(Buffer.from(JSON.stringify(said)), this.blobs);
    const wrote = makeEvent(
      VisitorWrote,
      {
        inboxId: visitor.inboxId,
        externalId: `${visitor.id}:${clientId}`,
        receivedAt: this.clock.now().toISOString(),
        carried,
        visitorId: visitor.id,
        clientId,
        locale: visitor.locale,
      },
      payload,
    );
    commitPoint('W3:before');
    await withinPatience(this.bus.publish([wrote]));
    commitPoint('W3:after');
  }
}

async function withinPatience(published: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeskError('unavailable', 'bus-away', 'The message bus does not answer.')), PATIENCE_MS);
  });
  try {
    await Promise.race([published, late]);
  } finally {
    clearTimeout(timer);
    published.catch(() => undefined);
  }
}
