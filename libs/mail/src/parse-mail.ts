import { understandAutomatic } from './automatic/understand-automatic.js';
import { safeFileName } from './mime/file-name.js';
import { type HeaderBlock, readHeaderBlock } from './head/header-block.js';
import { readBody } from './mime/mail-body.js';
import { shownFiles } from './html/placed-images.js';
import { mimeHead } from './mime/mime-head.js';
import { type FilePart, parseMime } from './mime/mime-parser.js';
import type { MailAttachment, MailHead, MailRepair, ParsedMail, UnreadableMail } from './parsed-mail.js';
import { readHead } from './head/read-head.js';
import { splitReply } from './reply/split-reply.js';

/** Files that are stored apart; the others stay in the original. */
const MAX_ATTACHMENTS = 200;

/**
 * Reads a raw mail (RFC 5322). A mail that cannot be read is a value too, never an exception.
 *
 * Its CPU time is the mail's sender's to choose: call it in a worker (`MailWorkers`) for anything that came from outside.
 */
export async function parseMail(raw: Buffer): Promise<ParsedMail | UnreadableMail> {
  const block = readHeaderBlock(raw);
  try {
    return await readAll(raw, block);
  } catch {
    return { ...readHead(block), problem: 'mail-unreadable' };
  }
}

/** What is known of a mail whose body must not be looked at again. Linear in the header's length. */
export function unreadable(raw: Buffer, problem: UnreadableMail['problem']): UnreadableMail {
  return { ...readHead(readHeaderBlock(raw)), problem };
}

async function readAll(raw: Buffer, block: HeaderBlock): Promise<ParsedMail> {
  const head: MailHead = readHead(block);
  const mime = mimeHead(raw, block);
  const { root, files } = await parseMime(mime.bytes, raw.subarray(block.bodyStart));
  const body = readBody(root);
  const split = splitReply(body.text);
  const repairs: MailRepair[] = [];
  if (mime.boundaryWasMissing) repairs.push('boundary-missing');
  if (body.cut) repairs.push('text-cut');
  if (files.length > MAX_ATTACHMENTS) repairs.push('attachments-left-out');
  if (block.cut) repairs.push('header-cut');
  return {
    ...head,
    problem: null,
    text: body.text,
    html: body.html,
    ...split,
    attachments: inPlace(
      files.slice(0, MAX_ATTACHMENTS).map((file, i) => toAttachment(file, i + 1)),
      body.html,
    ),
    leftOut: [],
    protection: null,
    ...understandAutomatic({ block, head, text: body.text, quotes: split.quoted !== null, files }),
    repairs,
  };
}

/** What the HTML shows is inline, whatever its part says of itself: Outlook says nothing (`fail:P15`). */
function inPlace(files: readonly MailAttachment[], html: string | null): MailAttachment[] {
  const shown = shownFiles(html, files);
  return files.map((file, place) => (shown.has(place) ? { ...file, inline: true } : file));
}

function toAttachment(file: FilePart, ordinal: number): MailAttachment {
  const contentType = /^[a-z0-9.+_-]{1,100}\/[a-z0-9.+_-]{1,100}$/.test(file.contentType) ? file.contentType : 'application/octet-stream';
  const contentId = file.contentId === null || file.contentId === '' || file.contentId.length > 500 ? null : file.contentId;
  const shown = contentId !== null && (file.related || file.disposition === 'inline');
  return {
    filename: safeFileName(file.filename, contentType, ordinal),
    contentType,
    size: file.content.length,
    sha256: file.sha256,
    inline: shown || (file.disposition === 'inline' && contentType.startsWith('image/')),
    contentId,
    dangerous: false,
    // Its own memory, so that it can be handed from thread to thread without a copy of its neighbours.
    content: new Uint8Array(file.content),
  };
}
