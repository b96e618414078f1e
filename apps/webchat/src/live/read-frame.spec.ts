import { fc } from '@app/fuzz';
import { DeskError } from '@app/domain';
import { clientIdIn, readFrame } from './read-frame.js';

const ID = '7b0c5f4e-3a51-4b8e-9f0a-1d2c3b4a5f60';
const read = (frame: unknown) => readFrame(Buffer.from(JSON.stringify(frame)), false);

/** `frame`, or the code with which it was refused; anything else that is thrown is a bug. */
function outcome(text: string): string {
  try {
    readFrame(Buffer.from(text), false);
    return 'frame';
  } catch (error) {
    if (error instanceof DeskError) return error.code;
    throw error;
  }
}

describe('frames of visitors', () => {
  test('what is left out has its default', () => {
    expect(read({ send: { clientId: ID, text: 'Привет' } })).toEqual({
      name: 'send',
      body: { clientId: ID, text: 'Привет', attachments: [], form: null, visitor: null, page: null, about: null },
    });
    expect(read({ hello: { token: 't' } })).toEqual({ name: 'hello', body: { token: 't', after: null } });
  });

  test('NUL, which the database cannot hold, is left out of texts', () => {
    expect(read({ send: { clientId: ID, text: 'a\0b', page: '\0' } })).toMatchObject({ body: { text: 'ab', page: '' } });
  });

  test.each([
    ['no JSON', Buffer.from('{')],
    ['no object', Buffer.from('"ping"')],
    ['a list', Buffer.from('[{"ping":{}}]')],
    ['no key', Buffer.from('{}')],
    ['two keys', Buffer.from('{"ping":{},"typing":{}}')],
    ['an unknown key', Buffer.from('{"constructor":{}}')],
    ['a key of all objects', Buffer.from('{"__proto__":{}}')],
    ['another shape', Buffer.from('{"got":{"position":"1"}}')],
    ['a position before the first', Buffer.from('{"got":{"position":-1}}')],
    [
      'too many files',
      Buffer.from(JSON.stringify({ send: { clientId: ID, text: '', attachments: Array.from({ length: 11 }, () => ID) } })),
    ],
  ])('%s cannot be read', (_what, data) => {
    expect(() => readFrame(data, false)).toThrow(expect.objectContaining({ code: 'frame-unreadable' }));
  });

  test('bytes are no frame', () => {
    expect(() => readFrame(Buffer.from('{"ping":{}}'), true)).toThrow('cannot be read');
  });

  test('an answer never repeats what was sent', () => {
    expect(() => readFrame(Buffer.from('{"send":{"clientId":"<secret>","text":1}}'), false)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });

  test('threat:G3 whatever is sent is a frame or cannot be read', () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.object().map((value) => JSON.stringify({ send: value })),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(outcome(text)).toMatch(/^(frame|frame-unreadable)$/);
        clientIdIn(Buffer.from(text));
      }),
      { numRuns: 5_000 },
    );
  });

  test('a message that cannot be taken is still known by its id', () => {
    expect(clientIdIn(Buffer.from(JSON.stringify({ send: { clientId: ID, text: 5 } })))).toBe(ID);
    expect(clientIdIn(Buffer.from('{"send":{"clientId":{}}}'))).toBeNull();
    expect(clientIdIn(Buffer.from('no JSON'))).toBeNull();
  });
});
