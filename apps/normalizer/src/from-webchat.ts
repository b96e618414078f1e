import { VisitorMessage, type EventOf, type VisitorWrote } from '@app/contracts';
import { languageOf, words } from '@app/service';
import type { Incoming, Kept } from '@app/store';

/** A visitor's message as the widget sent it (`VisitorMessage` as JSON). */
export function fromWebchat(event: EventOf<typeof VisitorWrote>, raw: Kept, bytes: Buffer): Incoming {
  const { data } = event;
  const said = VisitorMessage.parse(JSON.parse(bytes.toString('utf8')));
  return {
    kind: 'message',
    channel: 'webchat',
    way: 'widget',
    inboxId: data.inboxId,
    externalId: data.externalId,
    receivedAt: new Date(data.receivedAt),
    raw,
    sender: {
      address: data.visitorId,
      name: visitorName(data.visitorId, data.locale),
      language: data.locale?.slice(0, 2) ?? null,
      proved: 'visitor-token',
    },
    authentication: null,
    place: { kind: 'chat', externalKey: data.visitorId },
    subject: null,
    text: said.text,
    html: null,
    quoted: null,
    signature: null,
    to: [],
    cc: [],
    replyTo: [],
    sourceAt: null,
    isAutomatic: false,
    problem: null,
    remarks: [],
    files: said.attachments.map((attachmentId) => ({ kind: 'uploaded', attachmentId })),
    clientId: data.clientId,
  };
}

/** Until a visitor says who they are: a name in their language that tells them apart. */
function visitorName(visitorId: string, locale: string | null): string {
  return words(languageOf(locale)).reason({ code: 'visitor-name', params: { id: visitorId.slice(-4).toUpperCase() } });
}
