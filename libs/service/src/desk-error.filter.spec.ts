import { DeskError } from '@app/domain';
import { problemOf } from './desk-error.filter.js';
import { z } from 'zod';
import { InvalidInput, SchemaPipe } from './schema.pipe.js';

describe('problemOf', () => {
  test.each([
    ['invalid', 400],
    ['forbidden', 403],
    ['missing', 404],
    ['conflict', 409],
    ['unavailable', 503],
  ] as const)('a fault %s is %i', (fault, status) => {
    expect(problemOf(new DeskError(fault, 'some-code', 'Some words.', { params: { n: 1 } }), 'r1', undefined)).toEqual({
      type: 'urn:otklik:error:some-code',
      title: 'Some words.',
      status,
      code: 'some-code',
      params: { n: 1 },
      errors: [],
      requestId: 'r1',
    });
  });

  test.each([
    ['sign-in-needed', 'forbidden', 401],
    ['cursor-expired', 'missing', 410],
    ['file-too-large', 'invalid', 413],
    ['too-many-requests', 'unavailable', 429],
  ] as const)('%s is %3$i', (code, fault, status) => {
    expect(problemOf(new DeskError(fault, code, ''), 'r1', undefined).status).toBe(status);
  });

  test('input that a schema refused: one entry a field', () => {
    const errors = [{ field: 'capacity', code: 'too-small', message: 'Too small' }];
    expect(problemOf(new InvalidInput(errors), 'r1', undefined)).toMatchObject({ status: 400, code: 'invalid-input', errors });
  });

  test("what a schema refused is said in the caller's language", async () => {
    const schema = z.object({
      name: z.string().min(1),
      level: z.int().max(5),
      token: z.string().regex(/:/, 'input-not-token'),
      on: z.boolean(),
    });
    const refused = await new SchemaPipe()
      .transform({ name: '', level: 9, token: 'x' }, { type: 'body', schema })
      .catch((thrown: unknown) => thrown);
    const said = (language: string): string[] =>
      problemOf(refused, 'r1', language).errors.map(({ field, message }) => `${field} ${message}`);
    expect(said('en')).toEqual([
      'name must not be empty',
      'level is too large: the greatest is 5',
      'token must be a token such as 123456789:AAabc...',
      'on is missing',
    ]);
    expect(said('ru')).toEqual([
      'name не может быть пустым',
      'level слишком много: не больше 5',
      'token нужен токен вида 123456789:AAabc...',
      'on нужно указать',
    ]);
    expect(problemOf(refused, 'r1', 'en').errors[0]).toEqual({ field: 'name', code: 'too-small', message: 'must not be empty' });
  });

  test('a bug tells nothing but the request id', () => {
    const problem = problemOf(new TypeError("cannot read 'password' of undefined"), 'r1', 'en');
    expect(problem).toMatchObject({ status: 500, code: 'bug', requestId: 'r1' });
    expect(JSON.stringify(problem)).not.toContain('cannot read');
  });

  test("the 404 of a server that we called is our bug, not the caller's", () => {
    expect(problemOf(Object.assign(new Error('not found'), { statusCode: 404, code: 'EHTTP' }), 'r1', 'en').status).toBe(500);
  });

  test("words are in the caller's language", () => {
    expect(problemOf(new DeskError('unavailable', 'database-away', 'x'), 'r1', 'ru').title).toBe('База данных недоступна.');
  });
});
