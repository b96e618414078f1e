import { createHash } from 'node:crypto';
import type { RawDecoder } from '../head/encoded-words.js';
import { firstValueOf, readHeaderBlock } from '../head/header-block.js';
import { decodeHeader } from '../head/header-text.js';
import { htmlOfText } from '../html/html-text.js';
import { factsOf, type PartFacts } from './part-facts.js';
import type { Part } from './part-tree.js';
import { textOfPart } from './part-text.js';
import { isTnef, openTnef } from './tnef/open-tnef.js';
import { decodeBody, readTransferEncoding } from './transfer-encoding.js';
import { takeUuFiles } from './uuencode.js';

/** A file of a mail, as it was given. */
export type FilePart = {
  readonly filename: string | null;
  readonly contentType: string;
  readonly disposition: string | null;
  readonly contentId: string | null;
  /** A companion of the HTML that it stands beside (RFC 2387). */
  readonly related: boolean;
  readonly sha256: string;
  readonly content: Buffer;
};

/** A stretch of text in one form or both; of `html`, nothing is sanitised yet. */
export type TextPiece = { readonly plain: string | null; readonly html: string | null };

export type MailContent = { readonly pieces: readonly TextPiece[]; readonly files: readonly FilePart[] };

/** Tells the texts of a mail from its files, in the order they stand in (RFC 2046, RFC 2387, RFC 6522). */
export function readContent(root: Part, raw: RawDecoder): MailContent {
  const reader = new ContentReader(raw);
  const pieces = reader.read(root, { ...WITHIN, root: true });
  const filled = reader.opened.length > 0 && pieces.every(isBlank) ? reader.opened : pieces;
  return { pieces: filled, files: reader.files };
}

export function isBlank({ plain, html }: TextPiece): boolean {
  return (plain ?? '').trim() === '' && (html ?? '').trim() === '';
}

type Place = { readonly related: boolean; readonly root: boolean; readonly alternative: boolean };

const WITHIN: Place = { related: false, root: false, alternative: false };

class ContentReader {
  readonly files: FilePart[] = [];
  /** Texts of Outlook's envelopes: shown where the mail has no other. */
  readonly opened: TextPiece[] = [];
  private hasText = false;

  constructor(private readonly raw: RawDecoder) {}

  read(part: Part, place: Place): TextPiece[] {
    if (part.children.length === 0) return this.readLeaf(part, place);
    if (part.type === 'multipart/alternative') return this.readAlternative(part);
    if (part.type === 'multipart/related') return this.readRelated(part);
    return part.children.flatMap((child) => this.read(child, WITHIN));
  }

  /** Each alternative is a whole of its own, files included; the plain one and the HTML one are taken (RFC 2046 5.1.4). */
  private readAlternative(part: Part): TextPiece[] {
    const hadText = this.hasText;
    const forms = part.children.map((child) => {
      this.hasText = hadText;
      return this.read(child, { ...WITHIN, alternative: true });
    });
    this.hasText = hadText || forms.some((form) => form.length > 0);
    // What stands in growing faithfulness: the last HTML that says something, and the first plain text that is not blank.
    const html = forms.findLast((form) => form.some((piece) => piece.html !== null && piece.html.trim() !== ''));
    const plain = forms.find((form) => form !== html && form.some((piece) => (piece.plain ?? '').trim() !== ''));
    if (!html) return plain ?? forms[0] ?? [];
    if (!plain) return html;
    const text = plain.map((piece) => piece.plain ?? '').join('\n');
    return [{ plain: text, html: html.map(({ html: marked, plain: words }) => marked ?? htmlOfText(words ?? '')).join('\n') }];
  }

  /** The root is the text; the others are what it shows. */
  private readRelated(part: Part): TextPiece[] {
    const start = part.contentType.parameters.get('start')?.replace(/^<|>$/g, '');
    const byStart = part.children.find((child) => start !== undefined && factsOf(child, this.raw).contentId === start);
    const root = byStart ?? part.children.find((child) => /^(text\/(html|plain)|multipart\/)/.test(child.type)) ?? part.children[0];
    return part.children.flatMap((child) => this.read(child, { ...WITHIN, related: child !== root && !isFooter(child) }));
  }

  private readLeaf(part: Part, place: Place): TextPiece[] {
    const facts = factsOf(part, this.raw);
    if (isTnef(part.type, facts.filename)) return this.readTnef(part, facts);
    if (this.isFile(part, facts, place)) {
      if (!isOtherForm(part, facts, place)) this.addFile(part, facts, place);
      return [];
    }
    this.hasText = true;
    const text = textOfPart(part);
    if (part.type === 'text/html') return [{ plain: null, html: text }];
    const { text: rest, files } = takeUuFiles(text);
    for (const file of files) this.add({ filename: file.filename, contentType: 'application/octet-stream', content: file.content });
    return [{ plain: MARKED_UP.test(part.type) ? withoutCommands(rest) : rest, html: null }];
  }

  private isFile(part: Part, { disposition, filename }: PartFacts, place: Place): boolean {
    if (disposition === 'attachment') return true;
    if (!part.type.startsWith('text/') || NEVER_SHOWN.test(part.type)) return true;
    if (place.related) return true;
    if (!SHOWN.test(part.type)) return !place.root;
    // A named text behind the letter's own is a file that its author's client would show below it.
    return filename !== null && this.hasText;
  }

  private addFile(part: Part, { disposition, filename, contentId, location }: PartFacts, { related }: Place): void {
    const encoding = readTransferEncoding(firstValueOf(part.header, 'content-transfer-encoding'));
    const content = decodeBody(part.body, encoding);
    const name = filename ?? nameOf(location) ?? (part.type === 'message/rfc822' ? subjectName(content, this.raw) : null);
    this.add({ filename: name, contentType: part.type, disposition, contentId: contentId ?? nameOf(location), related, content });
  }

  private readTnef(part: Part, facts: PartFacts): TextPiece[] {
    const content = decodeBody(part.body, readTransferEncoding(firstValueOf(part.header, 'content-transfer-encoding')));
    const opened = openTnef(content);
    if (opened === null) {
      this.addFile(part, facts, WITHIN);
      return [];
    }
    if (opened.plain !== null || opened.html !== null)
      this.opened.push({ plain: opened.plain?.replace(/\r\n?/g, '\n') ?? null, html: opened.html });
    for (const file of opened.files) this.add(file);
    return [];
  }

  private add(file: Partial<FilePart> & { readonly contentType: string; readonly content: Buffer }): void {
    this.files.push({
      filename: file.filename ?? null,
      contentType: file.contentType,
      disposition: file.disposition ?? null,
      contentId: file.contentId ?? null,
      related: file.related ?? false,
      sha256: createHash('sha256').update(file.content).digest('hex'),
      content: file.content,
    });
  }
}

/** Texts that are the letter itself. */
const SHOWN = /^text\/(plain|html|enriched|richtext)$/;
const MARKED_UP = /^text\/(enriched|richtext)$/;
/** Texts for programs: a file even where nothing else is there. */
const NEVER_SHOWN = /^text\/(calendar|(x-)?vcard|directory|rtf|csv|css|javascript|x-[a-z]*script|rfc822-headers)$/;
/** Other forms of the same letter, which no reader takes for a file (AMP, watches). */
const OTHER_FORM = /^text\/(?!calendar)/;

function isOtherForm(part: Part, { disposition, filename }: PartFacts, { alternative }: Place): boolean {
  return alternative && disposition === null && filename === null && OTHER_FORM.test(part.type);
}

/** What a mailing list adds beside the root is neither its companion nor a file. */
function isFooter(part: Part): boolean {
  const said = ['content-id', 'content-location', 'content-disposition'].some((name) => firstValueOf(part.header, name) !== null);
  return part.type === 'text/plain' && !said && !part.contentType.parameters.has('name');
}

/** RFC 1896: commands in angle brackets, a doubled bracket for itself, single line ends for nothing. */
function withoutCommands(text: string): string {
  return text
    .replace(/<param>[^<]{0,1000}<\/param>/gi, '')
    .replace(/<<|<[^<>]{1,60}>/g, (command) => (command === '<<' ? '<' : ''))
    .replace(/\n(\n*)/g, (_, more: string) => more || ' ');
}

/** A place within the mail that is a file's name, as HTML may give it: `image001.png`. */
function nameOf(location: string | null): string | null {
  const last = location?.replace(/[?#].*$/, '').replace(/^.*[/\\]/, '') ?? '';
  return /^[^\s<>"]{1,100}\.[A-Za-z0-9]{1,8}$/.test(last) ? last : null;
}

/** A forwarded message is named after what it is about. */
function subjectName(message: Buffer, raw: RawDecoder): string | null {
  const subject = decodeHeader(firstValueOf(readHeaderBlock(message.subarray(0, 64 * 1024)), 'subject') ?? '', raw);
  return subject === '' ? null : `${subject.replace(/[/\\]/g, '-').slice(0, 100)}.eml`;
}
