import { fixture } from '../fixture.js';
import { messageIds } from './message-ids.js';
import { parseMail } from '../parse-mail.js';

describe('messageIds', () => {
  test.each([
    ['several with white space', '<a@x> <b@y>', ['<a@x>', '<b@y>']],
    ['commas', '<a@x>,<b@y>', ['<a@x>', '<b@y>']],
    ['nothing between', '<a@x><b@y>', ['<a@x>', '<b@y>']],
    ['a quoted name in front', '"foo" <d@w>', ['<d@w>']],
    ['a quoted name with an @', '"foo@bar" <d@w>', ['<d@w>']],
    ['words around', 'Your message of Monday <d@w>', ['<d@w>']],
    ['folded inside', '<a\r\n\t@x>', ['<a@x>']],
    ['without brackets', 'a@x, b@y', ['<a@x>', '<b@y>']],
    ['a lost closing bracket', '<a@x', ['<a@x>']],
    ['no @ within brackets', '<123>', ['<123>']],
    ['twice the same', '<a@x> <a@x>', ['<a@x>']],
  ])('%s', (_, value, expected) => {
    expect(messageIds([value])).toEqual(expected);
  });

  test.each(['', ' ', '<>', '< >', 'word', '\r\n '])('nothing to be found in %j (fail:T1)', (value) => {
    expect(messageIds([value])).toEqual([]);
  });

  test('of a very long thread the first and the last ids are kept', () => {
    const ids = messageIds([Array.from({ length: 5_000 }, (_, i) => `<${i}@x>`).join(' ')]);
    expect(ids).toHaveLength(100);
    expect([ids[0], ids.at(-1)]).toEqual(['<0@x>', '<4999@x>']);
  });

  test('an id that no index would take is none', () => {
    expect(messageIds([`<${'a'.repeat(1_500)}@x>`])).toEqual([]);
  });

  test('in a mail: glued, folded, and with a name (fail:F6)', async () => {
    expect(await parseMail(fixture('references-glued'))).toMatchObject({
      references: ['<a@x.test>', '<b@y.test>', '<c@z.test>'],
      inReplyTo: ['<d@w.test>'],
    });
  });

  test('in a mail: empty ids are none (fail:T1)', async () => {
    expect(await parseMail(fixture('empty-message-ids'))).toMatchObject({ messageId: null, inReplyTo: [], references: [] });
  });
});
