import type { ChatInbox, ChatMessage, ChatOffice } from '@app/contracts';
import { isOpen, nextOpening, type Office } from '@app/domain';
import { Clock } from '@app/service';
import { fileLink, Secrets, type VisitorMessageView, type WidgetInbox } from '@app/store';
import { Injectable } from '@nestjs/common';
import { formVersion } from './form-version.js';

/** Says what is stored in the words of `/chat/v1`. */
@Injectable()
export class VisitorViews {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  message({ id, kind, clientId, position, text, at, author, byMail, form, files }: VisitorMessageView): ChatMessage {
    return {
      id,
      kind,
      clientId,
      position: Number(position),
      text,
      at: at.toISOString(),
      byMail,
      form,
      author,
      attachments: files.map((file) => ({ ...file, url: this.fileUrl(file.id) })),
    };
  }

  /** On this very listener. */
  fileUrl(attachmentId: string): string {
    return fileLink(this.secrets, attachmentId, this.clock.now());
  }
}

/** As it is at an instant. */
export function chatInbox({ id, organisation, settings, office }: WidgetInbox, at: Date): ChatInbox {
  const { texts, colour, position, forms, askAddress, awayMail } = settings;
  const shown = forms.map((form) => ({ ...form, version: formVersion(form) }));
  return {
    id,
    name: organisation,
    texts,
    colour,
    position,
    forms: shown,
    askAddress,
    sendsMail: awayMail !== null,
    ...chatOffice(office, at),
  };
}

export function chatOffice(office: Office, at: Date): ChatOffice {
  return { open: isOpen(office, at), nextOpenAt: nextOpening(office, at)?.toISOString() ?? null };
}
