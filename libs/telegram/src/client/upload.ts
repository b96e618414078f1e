import { randomBytes } from 'node:crypto';
import { type Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asError } from '@app/domain';
import { TelegramError } from 'telegraf';
import { z } from 'zod';

/** A file of a call. */
export type UploadedFile = {
  /** Name of the field. */
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  /** Bytes; what `open` gives is exactly as long. */
  readonly size: number;
  readonly open: () => Promise<Readable>;
};

/** Fields that are undefined or null are left out; objects become JSON. */
export type Form = { readonly fields: Readonly<Record<string, unknown>>; readonly files: readonly UploadedFile[] };

/** An upload that got no answer of the Bot API. */
export class UploadBroken extends Error {
  constructor(
    /** Whether its last byte may have left: else nothing was performed. */
    readonly mayBeWhole: boolean,
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** An answer of the Bot API is this long at most. */
const LONGEST_ANSWER = 1024 * 1024;
const Answer = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.int().optional(),
  description: z.string().optional(),
  parameters: z.object({ migrate_to_chat_id: z.int().optional(), retry_after: z.int().optional() }).optional(),
});

/**
 * Calls a method with files (multipart/form-data), as fast as the other side takes them: telegraf reads a file into memory as fast as the
 * disk gives it.
 *
 * @throws TelegramError what the API refuses; UploadBroken else
 * @see https://core.telegram.org/bots/api#sending-files
 */
export async function upload(to: { readonly url: URL; readonly agent: Agent }, form: Form, signal: AbortSignal): Promise<unknown> {
  const body = new FormBody(form);
  const headers = { 'content-type': `multipart/form-data; boundary=${body.boundary}`, 'content-length': body.size };
  const request = (to.url.protocol === 'https:' ? httpsRequest : httpRequest)(to.url, { method: 'POST', agent: to.agent, headers, signal });
  const answered = new Promise<IncomingMessage>((resolve, reject) => request.on('response', resolve).on('error', reject));
  answered.catch(() => {});
  try {
    const written = pipeline(Readable.from(body.pieces()), request);
    // A refusal may come before all is written, and the connection break then.
    const answer = await Promise.race([answered, written.then(() => answered)]);
    written.catch(() => {});
    return resultOf(answer, await textOf(answer));
  } catch (error) {
    if (error instanceof TelegramError) throw error;
    throw new UploadBroken(body.isGiven, asError(error));
  } finally {
    if (!body.isGiven) request.destroy();
  }
}

class FormBody {
  readonly boundary = randomBytes(24).toString('hex');
  readonly size: number;
  /** Its last byte was given away. */
  isGiven = false;
  private readonly fields: Buffer;
  private readonly heads: readonly Buffer[];
  private readonly end: Buffer;

  constructor(private readonly form: Form) {
    this.fields = Buffer.from(
      Object.entries(form.fields)
        .filter(([, value]) => value !== undefined && value !== null)
        .map(([name, value]) => `${this.begin(`name="${name}"`)}\r\n${textual(value)}\r\n`)
        .join(''),
    );
    this.heads = form.files.map(({ field, filename, contentType }) =>
      Buffer.from(`${this.begin(`name="${field}"; filename="${quotable(filename)}"`)}Content-Type: ${quotable(contentType)}\r\n\r\n`),
    );
    this.end = Buffer.from(`--${this.boundary}--\r\n`);
    const files = form.files.reduce((sum, file, at) => sum + (this.heads[at]?.length ?? 0) + file.size + 2, 0);
    this.size = this.fields.length + files + this.end.length;
  }

  async *pieces(): AsyncGenerator<Buffer> {
    yield this.fields;
    for (const [at, file] of this.form.files.entries()) {
      yield this.heads[at] ?? Buffer.alloc(0);
      let left = file.size;
      for await (const piece of await file.open()) {
        const bytes = Buffer.from(piece as Uint8Array);
        left -= bytes.length;
        if (left < 0) break;
        yield bytes;
      }
      if (left !== 0) throw new Error(`The file ${file.filename} is not as long as it was said to be.`);
      yield Buffer.from('\r\n');
    }
    this.isGiven = true;
    yield this.end;
  }

  private begin(disposition: string): string {
    return `--${this.boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  }
}

function textual(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Nothing may end a header, or the quotes in it. */
function quotable(text: string): string {
  return text.replace(/["\\\p{Cc}]/gu, '_');
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) throw new Error('The answer is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A proxy or server before the Bot API answers in pages of its own: then the status says it all. */
function resultOf({ statusCode = 0, statusMessage = '' }: IncomingMessage, text: string): unknown {
  const answer = Answer.safeParse(jsonOf(text));
  if (answer.success && answer.data.ok && statusCode < 400) return answer.data.result;
  if (statusCode < 400) throw new SyntaxError('What answered is no Bot API.');
  const { error_code, description, parameters } = answer.data ?? {};
  throw new TelegramError({
    error_code: error_code ?? statusCode,
    description: description ?? statusMessage,
    ...(parameters && { parameters: JSON.parse(JSON.stringify(parameters)) as Record<string, never> }),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
