import { inputReason } from '@app/contracts';
import type { Reason } from '@app/domain';
import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';

/** Input that its schema refuses; becomes a 400 with one entry a field. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';

  constructor(readonly issues: readonly InputIssue[]) {
    super('input refused by its schema');
  }
}

export type InputIssue = {
  /** Path with dots, e.g. `skills.0.level`; empty for the whole. */
  readonly field: string;
  /** Kebab-case, e.g. `too-small`, `unrecognized-keys`. */
  readonly code: string;
  readonly message: string;
  /** What the message says, for the caller's language. */
  readonly reason?: Reason;
};

/**
 * Checks what `@Body({ schema })`, `@Query({ schema })`, `@Param('id', { schema })` and `@Payload({ schema })` name, and hands on
 * what the schema makes of it. Query keys that the schema does not know are an error.
 */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new InvalidInput(issues.map(inputIssue)) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const made = await this.parse(value, metadata);
    // After the schema, which may clean what it is given.
    if (metadata.schema) refuseUnstorable(made, metadata.data ?? '');
    return made;
  }

  private parse<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const wholeQuery = metadata.type === 'query' && metadata.data === undefined;
    if (wholeQuery && metadata.schema instanceof z.ZodObject)
      return super.transform(value, { ...metadata, schema: metadata.schema.strict() });
    return super.transform(value, metadata);
  }
}

/** No text of PostgreSQL can hold U+0000, nor its JSON half of a character: who sends it is told where, before the database is asked. */
function refuseUnstorable(value: unknown, field: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw unstorable(field, 'nul-character', 'Invalid text: it holds the character U+0000');
    if (!value.isWellFormed()) throw unstorable(field, 'half-character', 'Invalid text: it holds half of a character');
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) refuseUnstorable(below, field === '' ? key : `${field}.${key}`);
}

function unstorable(field: string, code: 'nul-character' | 'half-character', message: string): InvalidInput {
  return new InvalidInput([{ field, code, message, reason: { code: `input-${code}`, params: {} } }]);
}

/** zod's issues say more than a Standard Schema's must: the code. */
function inputIssue(issue: { message: string; path?: readonly unknown[] | undefined; code?: unknown }): InputIssue {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' && step !== null && 'key' in step ? step.key : step));
  return {
    field: path.join('.'),
    code: typeof issue.code === 'string' ? issue.code.replaceAll('_', '-') : 'invalid',
    message: issue.message,
    ...(isZodIssue(issue) && { reason: inputReason(issue) }),
  };
}

/** Every schema of ours is zod's. */
function isZodIssue(issue: { message: string; code?: unknown }): issue is z.core.$ZodIssue {
  return typeof issue.code === 'string';
}
