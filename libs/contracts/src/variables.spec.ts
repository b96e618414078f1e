import { z } from 'zod';
import { AcknowledgementText } from './acknowledgement.js';
import { CreateTeam } from './api/people.js';
import { inputReason } from './input-reason.js';

const TEXTS: Readonly<Record<string, (text: string) => z.ZodSafeParseResult<unknown>>> = {
  'of an acknowledgement': (text) => AcknowledgementText.safeParse({ text }),
  'of a subject': (subject) => AcknowledgementText.safeParse({ subject, text: 'x' }),
  'of a signature': (signature) => CreateTeam.safeParse({ name: 'Support', signature }),
};
const wrongIn = (read: z.ZodSafeParseResult<unknown>) => read.error?.issues.map(inputReason);

describe.each(Object.keys(TEXTS))('variables %s', (which) => {
  const read = (text: string) => TEXTS[which]?.(text) ?? z.never().safeParse(text);

  test('that are known are taken, with or without spaces', () => {
    expect(read('{{organisation.name}}, {{ organisation.name }}').success).toBe(true);
  });

  test('that nobody would fill are refused, each named once, with those there are', () => {
    expect(wrongIn(read('{{ nonsense }}, {{organisation.name}}, {{}}, {{ nonsense }}'))).toMatchObject([
      {
        code: 'input-unknown-variables',
        params: { names: '{{ nonsense }}, {{}}', known: expect.stringContaining('{{organisation.name}}') },
      },
    ]);
  });

  test('one that goes over two lines is one that nobody knows', () => {
    expect(wrongIn(read('{{organisation\n.name}}'))).toMatchObject([{ code: 'input-unknown-variables' }]);
  });

  test('braces without an end are just text', () => {
    expect(read('{{organisation.name}, {organisation.name}}, {{').success).toBe(true);
  });
});
