import { REFUSAL_KINDS } from '@app/domain';
import { serverSaid } from './server-said.js';
import { words } from './words.js';

describe('what a mail server said stands behind our words (fail:S2)', () => {
  test.each([
    ['its code and its words', 550, 'No such user', ' (550: No such user)'],
    ['an enhanced code that its words begin with, once', '5.1.1', '5.1.1 User unknown', ' (5.1.1 User unknown)'],
    ['nothing but a code', '5.1.1', '', ' (5.1.1)'],
    ['a code and a dash', '5.1.1', '–', ' (5.1.1)'],
    ['words and no code', null, 'No such user', ' (No such user)'],
    ['nothing', null, '', ''],
    ['nothing but marks', null, '*****', ''],
    ['an address in brackets that was taken out', 550, 'letter for <> was refused', ' (550: letter for … was refused)'],
    ['an address in brackets that was taken out of the end', 550, 'letter for <>', ' (550: letter for …)'],
    ['an address that was taken out of the beginning', 550, '<>: User unknown', ' (550: User unknown)'],
    ['a line of stars below', 550, 'User unknown **********************', ' (550: User unknown)'],
  ])('%s', (_, status, answer, shown) => {
    expect(serverSaid({ status, answer })).toBe(shown);
  });

  test.each(['en', 'ru'] as const)('no refusal has an empty part or a place that is not filled, in %s', (language) => {
    for (const code of ['smtp-refused', 'mail-bounced', 'mail-delayed', ...REFUSAL_KINDS.map((kind) => `refused-${kind}`)]) {
      const say = (params: { status: string | null; answer: string }) =>
        words(language).reason({ code, params: { ...params, enhanced: null } });
      expect(say({ status: '5.1.1', answer: 'No {{status}}' })).toContain(' (5.1.1: No {{status}})');
      expect(say({ status: '5.1.1', answer: '' })).toContain(' (5.1.1)');
      expect(say({ status: null, answer: '' })).not.toMatch(/[({}–]|: ?$| [.:]/);
    }
  });
});
