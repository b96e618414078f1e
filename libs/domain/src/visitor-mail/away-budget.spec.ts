import { AwayBudget, type AwayCase, CHATS_OF_ADDRESS_DAY, type MailedChat } from './away-budget.js';

const STRANGER = 'stranger@example.test';
const mailed = (...chats: string[]): MailedChat[] => chats.map((chatId) => ({ chatId, address: STRANGER }));
const asked = (chatId: string, change: Partial<AwayCase> = {}): AwayCase => ({ chatId, address: STRANGER, isProved: false, ...change });

describe('answers to an address that a visitor typed (threat:H1)', () => {
  test.each<[string, MailedChat[], AwayCase[], boolean[]]>([
    ['go of three chats a day, and of no fourth', [], ['a', 'b', 'c', 'd', 'e'].map((id) => asked(id)), [true, true, true, false, false]],
    ['are counted with what went before', mailed('a', 'b'), [asked('c'), asked('d')], [true, false]],
    [
      'go on in a chat that is mailed already, however long it is',
      mailed('a', 'b', 'c'),
      [asked('a'), asked('d'), asked('a')],
      [true, false, true],
    ],
    ['go on in one that is the third at this moment', mailed('a', 'b'), [asked('c'), asked('c'), asked('c')], [true, true, true]],
    ['many mails of one chat are one chat', mailed('a', 'a', 'a', 'a'), [asked('b'), asked('c'), asked('d')], [true, true, false]],
    ['have no end where the address is proved', mailed('a', 'b', 'c'), [asked('d', { isProved: true }), asked('e')], [true, false]],
    ['are not counted where it is', [], ['a', 'b', 'c', 'd'].map((id) => asked(id, { isProved: id !== 'd' })), [true, true, true, true]],
    ['of one address are not those of another', mailed('a', 'b', 'c'), [asked('d', { address: 'other@example.test' })], [true]],
  ])('%s', (_rule, before, cases, may) => {
    const budget = new AwayBudget(before);
    expect(cases.map((one) => budget.spend(one))).toEqual(may);
  });

  test('what is refused is not counted', () => {
    const budget = new AwayBudget(mailed('a', 'b', 'c'));
    expect(budget.spend(asked('d'))).toBe(false);
    expect(budget.spend(asked('d'))).toBe(false);
    expect(CHATS_OF_ADDRESS_DAY).toBe(3);
  });
});
