import { badRequest } from './api-error.js';
import { isJson, type Json } from './wire.js';

/** A file sent with the request (multipart/form-data). https://core.telegram.org/bots/api#sending-files */
export interface Upload {
  readonly filename: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/**
 * The parameters of one call. Over whichever of the four ways they came, each is a text, and objects are JSON inside it.
 *
 * https://core.telegram.org/bots/api#making-requests
 */
export class Params {
  constructor(
    readonly values: ReadonlyMap<string, string> = new Map(),
    readonly files: ReadonlyMap<string, Upload> = new Map(),
  ) {}

  /** Undefined when absent or empty, which the Bot API treats alike. */
  text(name: string): string | undefined {
    return this.values.get(name) || undefined;
  }

  /** A number outside of [min, max] is brought inside; what is no integer counts as absent. */
  integer(name: string): number | undefined;
  integer(name: string, otherwise: number, min?: number, max?: number): number;
  integer(name: string, otherwise?: number, min = -Infinity, max = Infinity): number | undefined {
    const text = this.text(name);
    if (text === undefined || !/^-?\d+$/.test(text)) return otherwise;
    return Math.min(Math.max(Number(text), min), max);
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes((this.text(name) ?? '').toLowerCase());
  }

  object(name: string, what = name.replaceAll('_', ' ')): Json | undefined {
    const value = this.json(name, what);
    if (value === undefined || isJson(value)) return value;
    throw badRequest(`object expected as ${what}`);
  }

  array(name: string, what = name.replaceAll('_', ' ')): unknown[] | undefined {
    const value = this.json(name, what);
    if (value === undefined || Array.isArray(value)) return value;
    throw badRequest(`expected an Array of ${what}`);
  }

  private json(name: string, what: string): unknown {
    const text = this.text(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw badRequest(`can't parse ${what} JSON object`);
    }
  }
}
