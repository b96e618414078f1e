import { changeOfText, type StandingText } from './reply-change.js';

const sent = (sentAs: string, text: string): StandingText => ({ id: `d${sentAs}`, sentAs, part: { text } });
const waiting = (id: string, text: string): StandingText => ({ id, sentAs: null, part: { text } });
/** A stretch as long as Telegram takes at once. */
const long = (letter: string) => letter.repeat(4_096);

describe('an answer of several parts that is to say something else', () => {
  test('what was sent is changed, what waits goes out as it is now, what is the same is left alone', () => {
    const before = [sent('7', long('a')), sent('8', long('b')), waiting('d9', 'c')];
    expect(changeOfText(before, `${long('A')}${long('b')}C`, {})).toEqual([
      { kind: 'call', part: { change: '7', text: long('A') } },
      { kind: 'rewrite', id: 'd9', part: { text: 'C' } },
    ]);
  });

  test('of fewer parts the surplus is deleted at once, or never sent', () => {
    expect(changeOfText([sent('7', 'a'), sent('8', 'b'), sent('9', 'c'), waiting('d10', 'd')], 'a', {})).toEqual([
      { kind: 'drop', id: 'd10' },
      { kind: 'call', part: { remove: ['8', '9'] } },
    ]);
  });

  test('more parts than were sent are too many', () => {
    expect(changeOfText([sent('7', 'a')], `${long('a')}b`, {})).toBeNull();
    expect(changeOfText([], 'a text where only files were', {})).toBeNull();
  });

  test('nothing is to be done where it says so already, however that is written', () => {
    const standing = { id: 'd7', sentAs: '7', part: { text: 'a', entities: [{ length: 1, offset: 0, type: 'bold' as const }] } };
    expect(changeOfText([standing], ' a ', { entities: [{ type: 'bold', offset: 1, length: 1 }], choices: [] })).toEqual([]);
  });

  test('formatting and buttons are a change; buttons that stay are said again', () => {
    const standing = { id: 'd7', sentAs: '7', part: { text: 'a', choices: ['Yes'] } };
    expect(changeOfText([standing], 'b', { choices: ['Yes'] })).toEqual([
      { kind: 'call', part: { change: '7', text: 'b', choices: ['Yes'] } },
    ]);
    expect(changeOfText([sent('7', 'a')], 'a', { entities: [{ type: 'bold', offset: 0, length: 1 }] })).toHaveLength(1);
  });

  test('where nobody knows what stands there, it is changed in any case', () => {
    expect(changeOfText([{ id: 'd7', sentAs: '7', part: null }], 'a', {})).toEqual([{ kind: 'call', part: { change: '7', text: 'a' } }]);
  });

  test('a text below files may come, change and go, as long as it fits there', () => {
    const below = (text: string): StandingText[] => [{ id: 'd7', sentAs: '7', isCaption: true, part: { text } }];
    expect(changeOfText(below(''), 'a', {})).toEqual([{ kind: 'call', part: { change: '7', text: 'a', isCaption: true } }]);
    expect(changeOfText(below('a'), '', {})).toEqual([{ kind: 'call', part: { change: '7', text: '', isCaption: true } }]);
    expect(changeOfText(below('a'), 'b'.repeat(1_025), {})).toBeNull();
    const entities = Array.from({ length: 101 }, (_, at) => ({ type: 'bold' as const, offset: 2 * at, length: 1 }));
    expect(changeOfText(below('a'), 'b '.repeat(101), { entities })).toBeNull();
  });
});
