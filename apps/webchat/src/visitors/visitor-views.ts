import type { ChatInbox, ChatMessage } from '@app/contracts';
import { Clock } from '@app/service';
import { fileLink, Secrets, type VisitorMessageView, type WidgetInbox } from '@app/store';
import { Injectable } from '@nestjs/common';

/** Says what is stored in the words of `/chat/v1`. */
@Injectable()
export class VisitorViews {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  message({ id, kind, clientId, position, text, at, authorName, files }: VisitorMessageView): ChatMessage {
    return {
      id,
      kind,
      clientId,
      position: Number(position),
      text,
      at: at.toISOString(),
      author: authorName === null ? null : { name: authorName, picture: null },
      attachments: files.map((file) => ({ ...file, url: this.fileUrl(file.id) })),
    };
  }

  /** On this very listener. */
  fileUrl(attachmentId: string): string {
    return fileLink(this.secrets, attachmentId, this.clock.now());
  }
}

export function chatInbox({ id, title, greeting, colour }: WidgetInbox): ChatInbox {
  return { id, name: title, greeting, colour, open: true, nextOpenAt: null, forms: [] };
}
