import { type AnsweredForm, type ChatAbout, VisitorMessage, type EventOf, type VisitorWrote } from '@app/contracts';
import type { Reason } from '@app/domain';
import { visitorName } from '@app/service';
import type { AskedForm, Incoming, IncomingFile, Kept } from '@app/store';

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
    remarks: [...pageRemark(said.page), ...siteRemark(said.about)],
    files: said.attachments.map((attachmentId, n) => uploadedFile(attachmentId, said.filenames[n])),
    clientId: data.clientId,
    ...(said.form && { form: askedForm(said.form) }),
  };
}

/** Where the visitor was, as agents may follow it: a page of the web, without what may be secret in its address. */
function pageRemark(page: string | null): Reason[] {
  if (page === null || !URL.canParse(page)) return [];
  const { protocol, origin, pathname } = new URL(page);
  if (protocol !== 'https:' && protocol !== 'http:') return [];
  return [{ code: 'visitor-page', params: { page: `${origin}${pathname}`.slice(0, LONGEST_PAGE) } }];
}

/** What the site told of its visitor, in one line. */
function siteRemark(about: ChatAbout | null): Reason[] {
  if (about === null) return [];
  const { attributes, tags, did } = about;
  const facts = Object.entries(attributes).map(([name, value]) => `${name}: ${value}`);
  const told = [...facts, ...tags.map((tag) => `#${tag}`), ...did].join(' · ');
  return told === '' ? [] : [{ code: 'site-told', params: { told } }];
}

const LONGEST_PAGE = 1_000;

function uploadedFile(attachmentId: string, filename: string | undefined): IncomingFile {
  return { kind: 'uploaded', attachmentId, ...(filename !== undefined && { filename }) };
}

function askedForm({ topic, subject, teamId, answers }: AnsweredForm): AskedForm {
  return { content: { kind: 'form', topic, answers }, subject, teamId };
}
