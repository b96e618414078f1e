import { Bus, claimCheck, commitPoint, makeEvent } from '@app/bus';
import { type AnsweredForm, type ChatFormAnswers, type ChatFrameBody, type VisitorMessage, VisitorWrote } from '@app/contracts';
import { DeskError } from '@app/domain';
import { Clock, languageOf } from '@app/service';
import { Blobs, checkVisitorUploads, isMergedInto, Store, type Visitor } from '@app/store';
import { Injectable } from '@nestjs/common';
import { WidgetInboxes } from '../site/widget-inboxes.js';
import { checkForm } from './check-form.js';
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
    private readonly inboxes: WidgetInboxes,
  ) {}

  /**
   * The same client id again is the same message: the normalizer's ledger knows it.
   *
   * @throws DeskError unavailable/*: to be sent again; invalid/message-empty, missing/attachment-missing, invalid/form-field-*
   */
  async take(sender: Visitor, sent: ChatFrameBody<'send'>): Promise<void> {
    const { clientId, text, attachments, form, page, about } = sent;
    if (text.trim() === '' && attachments.length === 0 && form === null) {
      throw new DeskError('invalid', 'message-empty', 'A message needs a text or a file.');
    }
    this.limits.spend('messageOfVisitor', sender.id);
    this.limits.spend('messageOfInbox', sender.inboxId);
    const visitor = await this.firstSentAs(sender, sent.visitor);
    const filenames = await checkVisitorUploads(this.store, visitor.id, attachments, clientId);
    const said: VisitorMessage = {
      text,
      attachments: [...new Set(attachments)],
      filenames: [...filenames],
      form: form && (await this.answered(visitor, form)),
      page,
      about,
    };
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

  /**
   * What was sent before it was known who the visitor is, and is sent again, stays that message: the ledger knows it by who sent it first.
   *
   * @throws DeskError forbidden/message-of-another
   */
  private async firstSentAs(sender: Visitor, first: string | null): Promise<Visitor> {
    if (first === null || first === sender.id) return sender;
    if (await isMergedInto(this.store, first, sender.id)) return { ...sender, id: first };
    throw new DeskError('forbidden', 'message-of-another', 'The message was written by somebody else.');
  }

  private async answered({ inboxId, locale }: Visitor, form: ChatFormAnswers): Promise<AnsweredForm> {
    const { settings, language } = await this.inboxes.get(inboxId);
    return checkForm(settings.forms, form, { visitor: languageOf(locale), inbox: language });
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
