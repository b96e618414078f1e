import type { z } from 'zod';

/** A code with its values, as the words of both languages have it. */
export type InputReason = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/**
 * What a schema finds wrong with an input, without words of its own: `input-...`.
 *
 * A schema names a code of its own where others name a message: `.regex(pattern, 'input-not-token')`; `params` of a custom issue are its values.
 */
export function inputReason(issue: z.core.$ZodIssue): InputReason {
  if (/^input(-[a-z]+)+$/.test(issue.message)) return { code: issue.message, params: paramsOf(issue) };
  switch (issue.code) {
    case 'invalid_type':
      return plain(issue.message.endsWith('received undefined') ? 'input-missing' : (NOT_OF_TYPE[issue.expected] ?? 'input-invalid'));
    case 'too_small': {
      if (issue.origin === 'string' && issue.minimum === 1) return plain('input-empty');
      return { code: `input-too-${SMALL[issue.origin] ?? 'small'}`, params: { minimum: Number(issue.minimum) } };
    }
    case 'too_big':
      return { code: `input-too-${BIG[issue.origin] ?? 'big'}`, params: { maximum: Number(issue.maximum) } };
    case 'invalid_format':
      return plain(NOT_OF_FORMAT[issue.format] ?? 'input-invalid');
    case 'invalid_value':
      return { code: 'input-not-one-of', params: { values: issue.values.map(String).join(', ') } };
    case 'unrecognized_keys':
      return { code: 'input-unknown-keys', params: { keys: issue.keys.join(', ') } };
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return plain('input-invalid');
  }
}

const SMALL: Readonly<Record<string, string>> = { string: 'short', array: 'few' };
const BIG: Readonly<Record<string, string>> = { string: 'long', array: 'many' };
const NOT_OF_TYPE: Readonly<Record<string, string>> = {
  string: 'input-not-text',
  number: 'input-not-number',
  int: 'input-not-number',
  boolean: 'input-not-boolean',
  array: 'input-not-list',
  object: 'input-not-object',
  record: 'input-not-object',
};
const NOT_OF_FORMAT: Readonly<Record<string, string>> = {
  email: 'input-not-email',
  url: 'input-not-url',
  date: 'input-not-date',
  datetime: 'input-not-date',
};

/** A schema's own check may give the words their values. */
function paramsOf(issue: z.core.$ZodIssue): InputReason['params'] {
  const given = issue.code === 'custom' ? Object.entries(issue.params ?? {}) : [];
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

function plain(code: string): InputReason {
  return { code, params: {} };
}
