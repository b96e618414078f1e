import { understandAutomatic } from './automatic/understand-automatic.js';
import type { RawDecoder } from './head/encoded-words.js';
import { type HeaderBlock, readHeaderBlock } from './head/header-block.js';
import { withLineFeeds } from './head/line-ends.js';
import { rawDecoder } from './head/raw-charset.js';
import { readHead } from './head/read-head.js';
import { shownFiles } from './html/placed-images.js';
import { safeFileName } from './mime/file-name.js';
import { readBody } from './mime/mail-body.js';
import { type FilePart, readContent } from './mime/mime-parser.js';
import { type Part, readPartTree } from './mime/part-tree.js';
import { findProtection } from './mime/protection.js';
import type { FileContent, KeepFile, MailFile, MailHead, MailRepair, ParsedMail, UnreadableMail } from './parsed-mail.js';
import { forwardedIn } from './reply/forwarded-mail.js';
import { splitMail } from './reply/split-mail.js';

/** Files that are stored apart; the others stay in the original. */
const MAX_ATTACHMENTS = 200;

/**
 * Reads a raw mail (RFC 5322). A mail that cannot be read is a value too, never an exception; only what `keep` throws is one.
 *
 * Its CPU time is the mail's sender's to choose: call it in a worker (`MailWorkers`) for anything that came from outside.
 */
export async function parseMail(given: Buffer, keep: KeepFile = inMemory): Promise<ParsedMail | UnreadableMail> {
  const raw = withLineFeeds(given);
  const block = readHeaderBlock(raw);
  const read = tryToRead(raw, block);
  if (read === null) return { ...readHead(block), problem: 'mail-unreadable' };
  return { ...read.mail, attachments: read.files.map(({ listed, content }) => ({ ...listed, ...keep(content) })) };
}

/** In memory of its own, so that it can be handed from thread to thread without a copy of its neighbours. */
export function inMemory(content: Buffer): FileContent {
  return { content: new Uint8Array(content) };
}

/** What is known of a mail whose body must not be looked at again. Linear in the header's length. */
export function unreadable(raw: Buffer, problem: UnreadableMail['problem']): UnreadableMail {
  return { ...readHead(readHeaderBlock(raw)), problem };
}

/** A mail whose files are still part of its own memory. */
type Read = {
  readonly mail: Omit<ParsedMail, 'attachments'>;
  readonly files: readonly { readonly listed: MailFile; readonly content: Buffer }[];
};

function tryToRead(raw: Buffer, block: HeaderBlock): Read | null {
  try {
    return readAll(raw, block);
  } catch {
    return null;
  }
}

function readAll(raw: Buffer, block: HeaderBlock): Read {
  const tree = readPartTree(raw, block);
  const decoder = decoderOf(block, tree.root);
  const head: MailHead = readHead(block, decoder);
  const { pieces, files } = readContent(tree.root, decoder);
  const body = readBody(pieces, head.subject);
  const split = splitMail(body, head.subject);
  const listed = inPlace(files.map(toFile), body.html);
  const repairs: MailRepair[] = [];
  if (tree.boundaryWasMissing) repairs.push('boundary-missing');
  if (tree.cut) repairs.push('parts-left-out');
  if (body.cut) repairs.push('text-cut');
  if (files.length > MAX_ATTACHMENTS) repairs.push('attachments-left-out');
  if (block.cut) repairs.push('header-cut');
  const mail = {
    ...head,
    problem: null,
    text: body.text,
    html: body.html,
    ...split,
    leftOut: listed.slice(MAX_ATTACHMENTS),
    protection: findProtection(tree.root, body.text, files),
    forwarded: forwardedIn(head.subject, body.text),
    ...understandAutomatic({ block, head, text: body.text, quotes: split.quoted !== null, files }),
    repairs,
  };
  return { mail, files: listed.slice(0, MAX_ATTACHMENTS).flatMap((file, place) => withContent(file, files[place])) };
}

function decoderOf(block: HeaderBlock, root: Part): RawDecoder {
  let first = root;
  while (first.children[0]) first = first.children[0];
  return rawDecoder(block, first.contentType.parameters.get('charset') ?? null, first.body);
}

/** What the HTML shows is inline, whatever its part says of itself: Outlook says nothing (`fail:P15`). */
function inPlace(files: readonly MailFile[], html: string | null): MailFile[] {
  const shown = shownFiles(html, files);
  return files.map((file, place) => (shown.has(place) ? { ...file, inline: true } : file));
}

function toFile(file: FilePart, place: number): MailFile {
  const contentType = /^[a-z0-9.+_-]{1,100}\/[a-z0-9.+_-]{1,100}$/.test(file.contentType) ? file.contentType : 'application/octet-stream';
  const contentId = file.contentId === null || file.contentId.length > 500 ? null : file.contentId;
  return {
    filename: safeFileName(file.filename, contentType, place + 1),
    contentType,
    size: file.content.length,
    sha256: file.sha256,
    inline: file.disposition === 'inline' && (contentId !== null || contentType.startsWith('image/')),
    contentId,
  };
}

function withContent(listed: MailFile, file: FilePart | undefined): { listed: MailFile; content: Buffer }[] {
  return file ? [{ listed, content: file.content }] : [];
}
