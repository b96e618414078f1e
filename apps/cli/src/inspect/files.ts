import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { asError } from '@app/domain';
import { type Call, WrongUse } from '../command.js';

/** What every `inspect` takes besides its words. */
export const FILES_USAGE = 'FILE... [--files-from FILE|-]';
export const FILES_OPTIONS = { 'files-from': { type: 'string' } } as const;

/** Why a file has no result; its line has this alone. */
export type FileProblem = { readonly error: { readonly code: string; readonly message: string } };

export type ReadFile = { readonly path: string; readonly bytes: Buffer | null; readonly problem: FileProblem | null };

/**
 * The files that a call names, in order: its words, then the lines of `--files-from` (`-` is standard input).
 *
 * @throws WrongUse when it names none, or the list cannot be read
 */
export async function* filesOf(call: Call): AsyncGenerator<ReadFile> {
  const list = call.option('files-from');
  if (call.words.length === 0 && list === undefined) throw new WrongUse('No file is named.');
  for (const path of call.words) yield await read(path);
  if (list === undefined) return;
  const input = list === '-' ? call.stdin : Readable.from([await listIn(list)]);
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) if (line !== '') yield await read(line);
}

async function listIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new WrongUse(`--files-from: ${asError(error).message}`);
  }
}

async function read(path: string): Promise<ReadFile> {
  try {
    return { path, bytes: await readFile(path), problem: null };
  } catch (error) {
    return { path, bytes: null, problem: { error: { code: 'file-unreadable', message: `${path}: ${asError(error).message}` } } };
  }
}
