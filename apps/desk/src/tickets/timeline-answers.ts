import type { Attachment, Delivery, Message, Note, TicketEvent, TimelineItem } from '@app/contracts';
import { messageState } from '@app/domain';
import type { Words } from '@app/service';
import {
  type AttachmentView,
  type DeliveryView,
  type MessageView,
  type NoteView,
  shownAs,
  type TicketEventView,
  type TimelineItemView,
} from '@app/store';
import { Injectable } from '@nestjs/common';
import { FileLinks } from '../files/file-links.js';
import { inWords } from '../http/in-words.js';

/** Makes answers of what timelines hold: words for codes, signed links for files. */
@Injectable()
export class TimelineAnswers {
  constructor(private readonly links: FileLinks) {}

  item(view: TimelineItemView, catalog: Words): TimelineItem {
    switch (view.type) {
      case 'message':
        return this.message(view, catalog);
      case 'note':
        return noteAnswer(view);
      case 'event':
        return eventAnswer(view, catalog);
    }
  }

  message({ deliveries, originalSize, ...view }: MessageView, catalog: Words): Message {
    return {
      ...view,
      sourceAt: view.sourceAt?.toISOString() ?? null,
      receivedAt: view.receivedAt.toISOString(),
      deletedAt: view.deletedAt?.toISOString() ?? null,
      reactions: view.reactions.map(({ by, emoji }) => ({ by, emoji })),
      changing: view.changing && { ...view.changing, reason: inWords(view.changing.reason, catalog) },
      problem: inWords(view.problem, catalog),
      remarks: view.remarks.flatMap((remark) => inWords(remark, catalog) ?? []),
      original: originalSize === null ? null : { size: originalSize, url: this.links.urlOf({ original: view.id }) },
      attachments: view.attachments.map((file) => this.attachment(file, catalog)),
      delivery: deliveryAnswer(deliveries, catalog),
    };
  }

  private attachment(file: AttachmentView, catalog: Words): Attachment {
    const url = file.state === 'stored' ? this.links.urlOf({ file: file.id }) : null;
    const warning = file.dangers.map((danger) => catalog.reason({ code: `file-${danger}`, params: {} })).join(' ') || null;
    return { ...file, picture: shownAs(file.sniffedType) !== null, reason: inWords(file.reason, catalog), warning, url };
  }
}

export function noteAnswer(view: NoteView): Note {
  return { ...view, at: view.at.toISOString() };
}

function eventAnswer(view: TicketEventView, catalog: Words): TicketEvent {
  const params = { ...view.params, actor: view.actor.name };
  return { ...view, params: { ...view.params }, text: catalog.reason({ code: `event.${view.code}`, params }), at: view.at.toISOString() };
}

/** Of a message with deliveries: its state is the worst of theirs, and each recipient's the worst of its parts'. */
function deliveryAnswer(views: readonly DeliveryView[], catalog: Words): Delivery | null {
  const state = messageState(views.map((view) => view.state));
  if (state === null) return null;
  // Of several that were taken, the one that is delayed.
  const worst = views.find((view) => view.state === state && view.reason !== null) ?? views.find((view) => view.state === state);
  const isAhead = state === 'held' || state === 'queued';
  return {
    state,
    reason: inWords(worst?.reason ?? null, catalog),
    notBefore: isAhead && worst ? new Date(worst.notBefore).toISOString() : null,
    recipients: [...Map.groupBy(views, (view) => view.address)].map(([address, parts]) => recipientAnswer(address, parts, catalog)),
  };
}

function recipientAnswer(address: string, parts: readonly DeliveryView[], catalog: Words): Delivery['recipients'][number] {
  const state = messageState(parts.map((part) => part.state)) ?? 'cancelled';
  const worst = parts.find((part) => part.state === state);
  return { address, state, reason: inWords(worst?.reason ?? null, catalog), at: new Date(worst?.at ?? 0).toISOString() };
}
