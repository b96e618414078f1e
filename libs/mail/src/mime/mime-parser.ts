import { type AttachmentStream, MailParser, type MailParserOptions } from 'mailparser';
import { Transform, type TransformCallback } from 'node:stream';
import { decodeText } from './charset.js';
import { metaCharset } from './html-charset.js';
import { type PartHeader, rawFileName } from './raw-file-name.js';

/** Parts of a mail that are looked at; one with more is refused (`threat:D4`). */
const MAX_PARTS = 5_000;

/** A part of a mail as the parser leaves it: multiparts have children, texts have their content. */
export type MimePart = {
  readonly contentType: string | false;
  readonly children: readonly MimePart[];
  readonly isAttachment?: boolean;
  readonly textContent?: string;
};

export type FilePart = {
  readonly filename: string | null;
  readonly contentType: string;
  readonly disposition: string | null;
  readonly contentId: string | null;
  readonly related: boolean;
  readonly sha256: string;
  readonly content: Buffer;
};

export type MimeTree = { readonly root: MimePart | null; readonly files: readonly FilePart[] };

/**
 * Takes a mail apart: its tree with the texts decoded by our rules, and its files.
 *
 * @param head of the mail, as `mimeHead` makes it
 * @throws Error when mailparser refuses it (too many parts, a part's header of more than 1 MB, ...)
 */
export function parseMime(head: Buffer, body: Buffer): Promise<MimeTree> {
  return new Promise((resolve, reject) => {
    const parser = new TextKeepingParser();
    const files: FilePart[] = [];
    let reading = false;
    const readOn = (): void => {
      for (let item = parser.read() as ParserItem | null; item !== null; item = parser.read() as ParserItem | null) {
        if (item.type !== 'attachment') continue;
        reading = true;
        collect(item, (file) => {
          files.push(file);
          reading = false;
          readOn();
        });
        return;
      }
    };
    parser.on('readable', () => {
      if (!reading) readOn();
    });
    parser.on('error', reject);
    parser.on('end', () => resolve({ root: parser.tree === false ? null : parser.tree, files }));
    parser.write(head);
    parser.end(body);
  });
}

type ParserItem = AttachmentStream | { readonly type: 'text' };

/** mailparser goes on with the mail when the file's stream is at its end and was released. */
function collect(item: AttachmentStream, done: (file: FilePart) => void): void {
  const chunks: Buffer[] = [];
  item.content.on('data', (chunk: Buffer) => chunks.push(chunk));
  item.content.on('end', () => {
    item.release();
    done({
      filename: item.filename ?? null,
      contentType: item.contentType,
      disposition: item.contentDisposition ?? null,
      contentId: item.cid ?? null,
      related: item.related === true,
      sha256: item.checksum,
      content: Buffer.concat(chunks),
    });
  });
}

/** The node of @zone-eu/mailsplit that mailparser makes its own node of. */
type SplitNode = {
  contentType: string | false;
  multipart: string | false;
  charset: string | false;
  filename: string | false;
  readonly _boundary: Buffer | false;
  readonly headers: PartHeader;
};

/** What the splitter hands over: nodes, lines of a node's body, and lines between the parts of a multipart (`data`). */
type SplitChunk = { type: 'node' | 'body' | 'data'; readonly node?: SplitNode };

// What follows is mailparser's inside, as of the exact version in package.json (mime-parser.spec.ts notices a change).
declare module 'mailparser' {
  interface MailParser {
    tree: MimePart | false;
    createNode(node: SplitNode): { charset?: string };
    getDecoder(): { decodeStream(charset: string): Transform };
    getTextContent(): { type: 'text' };
    processChunk(chunk: SplitChunk, done: (error?: Error) => void): void;
    processHeaders(lines: readonly { key: string }[]): Map<string, unknown>;
  }
}

/**
 * mailparser, with texts decoded from their bytes by `decodeText`, and without its reading of headers and its own ideas
 * of what the text is (`fail:F6`).
 */
class TextKeepingParser extends MailParser {
  private readonly lostParts = new Set<SplitNode>();

  constructor() {
    super(OPTIONS);
  }

  override processChunk(chunk: SplitChunk, done: (error?: Error) => void): void {
    // The splitter may have taken these lines for the space between parts before the node was looked at.
    if (chunk.type === 'data' && chunk.node && this.lostParts.has(chunk.node)) chunk.type = 'body';
    super.processChunk(chunk, done);
  }

  override createNode(node: SplitNode): { charset?: string } {
    // Without a boundary there are no parts; without a proper type it is text if it has no name (`fail:P8`).
    const lostParts = node.multipart !== false && node._boundary === false;
    const noType = node.contentType === false || !CONTENT_TYPE.test(node.contentType);
    if (lostParts) this.lostParts.add(node);
    if (lostParts || (noType && node.filename === false)) {
      node.contentType = 'text/plain';
      node.multipart = false;
    }
    if (node.filename !== false) node.filename = rawFileName(node.filename, node.headers);
    const made = super.createNode(node);
    // Named so that mailparser asks for a decoder even where it would read the bytes as UTF-8.
    made.charset = `${node.contentType === 'text/html' ? HTML : PLAIN}${node.charset === false ? '' : node.charset}`;
    return made;
  }

  override getDecoder(): { decodeStream(charset: string): Transform } {
    return { decodeStream: (charset) => new TextDecoding(charset) };
  }

  override processHeaders(lines: readonly { key: string }[]): Map<string, unknown> {
    return super.processHeaders(lines.filter((line) => line.key.startsWith('content-')));
  }

  override getTextContent(): { type: 'text' } {
    return { type: 'text' };
  }
}

const OPTIONS: MailParserOptions & Readonly<Record<string, unknown>> = {
  checksumAlgo: 'sha256',
  skipImageLinks: true,
  // A forwarded message is a file, and not part of the text; so is a delivery report.
  ignoreEmbedded: true,
  keepDeliveryStatus: true,
  maxChildNodes: MAX_PARTS,
};

const CONTENT_TYPE = /^[a-z0-9.+_-]+\/[a-z0-9.+_-]+$/;
const PLAIN = 'otklik-plain:';
const HTML = 'otklik-html:';

/** Collects a text's bytes and decodes them at once: a charset can only be judged by the whole. */
class TextDecoding extends Transform {
  private readonly chunks: Buffer[] = [];

  constructor(private readonly charset: string) {
    super();
  }

  override _transform(chunk: Buffer | string, encoding: BufferEncoding, done: TransformCallback): void {
    this.chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    done();
  }

  override _flush(done: TransformCallback): void {
    const bytes = Buffer.concat(this.chunks);
    const declared = this.charset.slice(this.charset.indexOf(':') + 1) || null;
    const fromMeta = declared === null && this.charset.startsWith(HTML) ? metaCharset(bytes) : null;
    // mailparser turns bytes into text as UTF-8 after this.
    this.push(Buffer.from(decodeText(bytes, declared ?? fromMeta), 'utf8'));
    done();
  }
}
