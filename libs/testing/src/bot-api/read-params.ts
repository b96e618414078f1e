import type { IncomingMessage } from 'node:http';

import { Busboy } from '@fastify/busboy';

import { ApiError, badRequest } from './api-error.js';
import { Params, type Upload } from './params.js';
import { isJson } from './wire.js';

/** Most bytes of one file sent to the Bot API: 50 MB. https://core.telegram.org/bots/api#sending-files */
export const UPLOAD_LIMIT = 50 * 1024 * 1024;

/** The rest of a multipart body: other fields and the boundaries. */
const BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024;

/**
 * Reads the parameters of a call from its URL and body: query string, `application/x-www-form-urlencoded`, `application/json` or
 * `multipart/form-data`, by GET or POST. https://core.telegram.org/bots/api#making-requests
 *
 * @throws ApiError 413 above 50 MB, 400 for a body that is not what its type says
 */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const values = new Map(query);
  const files = new Map<string, Upload>();
  const type = request.headers['content-type'] ?? '';
  const body = await readBody(request);
  if (body.length > 0) {
    if (type.startsWith('application/json')) readJson(body, values);
    else if (type.startsWith('application/x-www-form-urlencoded')) readForm(body, values);
    else if (type.startsWith('multipart/form-data')) await readMultipart(body, type, values, files);
  }
  return new Params(values, files);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  // As the server before the real one does: at once, and nothing is read.
  if (Number(request.headers['content-length']) > BODY_LIMIT) throw new ApiError(413, 'Request Entity Too Large');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_LIMIT) throw new ApiError(413, 'Request Entity Too Large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function readForm(body: Buffer, values: Map<string, string>): void {
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) values.set(name, value);
}

function readJson(body: Buffer, values: Map<string, string>): void {
  let decoded: unknown;
  try {
    decoded = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (!isJson(decoded)) throw badRequest('expected JSON object');
  for (const [name, value] of Object.entries(decoded)) {
    if (value !== null && value !== undefined) values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

function readMultipart(body: Buffer, type: string, values: Map<string, string>, files: Map<string, Upload>): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = Busboy({ headers: { 'content-type': type }, limits: { fieldSize: 10 * 1024 * 1024 } });
    parser.on('field', (name, value) => values.set(name, value));
    parser.on('file', (name, stream, filename, _encoding, mimeType) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => files.set(name, { filename: filename ?? '', mimeType, bytes: Buffer.concat(parts) }));
    });
    parser.on('finish', () => resolve());
    parser.on('error', () => reject(badRequest("can't parse multipart/form-data")));
    parser.end(body);
  });
}
