import { words } from '@app/service';
import { z } from 'zod';
import { inputReason } from './input-reason.js';

const schema = z.strictObject({
  a: z.string().min(3).max(5).optional(),
  b: z.array(z.number()).min(1).max(2).optional(),
  c: z.enum(['x', 'y']).optional(),
  d: z.union([z.email(), z.url()]).optional(),
  e: z.email().optional(),
  f: z.url().optional(),
  g: z.iso.date().optional(),
  h: z.number().min(2).multipleOf(2).optional(),
  i: z.object({}).optional(),
  j: z.string().regex(/^x$/).optional(),
});

test.each([
  [{ a: 'xx' }, 'input-too-short'],
  [{ a: 'xxxxxx' }, 'input-too-long'],
  [{ a: 1 }, 'input-not-text'],
  [{ b: [] }, 'input-too-few'],
  [{ b: [1, 2, 3] }, 'input-too-many'],
  [{ b: ['x'] }, 'input-not-number'],
  [{ b: {} }, 'input-not-list'],
  [{ c: 'z' }, 'input-not-one-of'],
  [{ d: 'z' }, 'input-invalid'],
  [{ e: 'z' }, 'input-not-email'],
  [{ f: 'z' }, 'input-not-url'],
  [{ g: 'z' }, 'input-not-date'],
  [{ h: 0 }, 'input-too-small'],
  [{ h: 3 }, 'input-invalid'],
  [{ i: [] }, 'input-not-object'],
  [{ j: 'y' }, 'input-invalid'],
  [{ k: 1 }, 'input-unknown-keys'],
])('%j is %s, and both languages have words for that', (input, code) => {
  const [issue, ...more] = schema.safeParse(input).error?.issues ?? [];
  if (!issue) throw new Error('it was taken');
  expect(more).toEqual([]);
  const reason = inputReason(issue);
  expect(reason.code).toBe(code);
  for (const language of ['en', 'ru'] as const) {
    expect(words(language).knows(code)).toBe(true);
    expect(words(language).reason(reason)).not.toContain('{{');
  }
});
