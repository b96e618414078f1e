import { AcknowledgementBudget, BUDGET, type BudgetCase, countedAddress, countedDomain, sameWords, spentKey } from './budget.js';

let n = 0;
function aCase(one: Partial<BudgetCase> = {}): BudgetCase {
  n += 1;
  const fresh = { address: `a${n}@example${n}.test`, conversationId: `c${n}`, inboxId: 'support', perHour: 200, domain: null, body: null };
  return { ...fresh, ...one };
}
const spendAll = (budget: AcknowledgementBudget, cases: readonly BudgetCase[]) => cases.map((one) => budget.spend(one));
const times = (count: number, make: () => BudgetCase) => Array.from({ length: count }, make);

describe('the budget of acknowledgements (fail:L1)', () => {
  test('one address gets one an hour', () => {
    const address = 'ivan@example.test';
    expect(
      spendAll(
        new AcknowledgementBudget(new Map()),
        times(3, () => aCase({ address })),
      ),
    ).toEqual([null, 'address-hour', 'address-hour']);
  });

  test('and three a day', () => {
    const address = 'ivan@example.test';
    const spend = (before: number) =>
      new AcknowledgementBudget(new Map([[spentKey('address-day', address), before]])).spend(aCase({ address }));
    expect([0, 1, 2, 3].map(spend)).toEqual([null, null, null, 'address-day']);
  });

  test('one conversation gets one, whoever writes in it', () => {
    const conversationId = 'thread';
    expect(
      spendAll(
        new AcknowledgementBudget(new Map()),
        times(2, () => aCase({ conversationId })),
      ),
    ).toEqual([null, 'conversation-day']);
  });

  test('fail:L3 addresses that change within a domain', () => {
    const spent = spendAll(
      new AcknowledgementBudget(new Map()),
      times(50, () => aCase({ domain: 'crm.test' })),
    );
    expect(spent.filter((one) => one === null)).toHaveLength(BUDGET.domainHour);
    expect(spent.at(-1)).toBe('domain-hour');
  });

  test('fail:L3 addresses and domains that change, with the same words', () => {
    const spent = spendAll(
      new AcknowledgementBudget(new Map()),
      times(50, () => aCase({ body: 'words' })),
    );
    expect(spent.filter((one) => one === null)).toHaveLength(BUDGET.sameTextHour);
    expect(spent.at(-1)).toBe('same-text-hour');
  });

  test('an inbox sends so many an hour and no more, others go on', () => {
    const budget = new AcknowledgementBudget(new Map([[spentKey('inbox-hour', 'support'), 199]]));
    expect(
      spendAll(
        budget,
        times(2, () => aCase()),
      ),
    ).toEqual([null, 'inbox-hour']);
    expect(budget.spend(aCase({ inboxId: 'sales' }))).toBeNull();
  });

  test('what is refused is not counted', () => {
    const budget = new AcknowledgementBudget(new Map([[spentKey('inbox-hour', 'support'), 200]]));
    const address = 'ivan@example.test';
    expect(budget.spend(aCase({ address }))).toBe('inbox-hour');
    expect(budget.spend(aCase({ address, inboxId: 'sales' }))).toBeNull();
  });
});

describe('domains that are counted', () => {
  test.each([
    ['ivan@shop.test', 'shop.test'],
    ['a@yandex-team.test', 'yandex-team.test'],
    ['fail:L3 a@mail.shop.test', 'shop.test'],
    ['fail:L3 x@h17.Live.shop.co.uk', 'shop.co.uk'],
    ['customers of one hoster are not one: a@bakery.github.io', 'bakery.github.io'],
    ['a@[192.0.2.1]', '[192.0.2.1]'],
    ['a@localhost', 'localhost'],
  ])('%s', (address, domain) => {
    expect(countedDomain(address)).toBe(domain);
  });

  test.each(['a@gmail.com', 'a@mail.ru', 'a@Yandex.ru', 'a@yandex.com.tr', 'a@ya.ru', 'a@yahoo.co.uk', 'a@outlook.de', 'a@gmx.net'])(
    'not where everybody has an address: %s',
    (address) => {
      expect(countedDomain(address)).toBeNull();
    },
  );
});

describe('mailboxes that are counted', () => {
  test.each([
    ['ivan@shop.test', 'ivan@shop.test'],
    ['fail:L3 ivan+1042@gmail.com', 'ivan@gmail.com'],
    ['Ivan+a+b@Shop.test', 'ivan@shop.test'],
    ['fail:L3 i.v.an+1@GoogleMail.com', 'ivan@gmail.com'],
    ['i.van@shop.test', 'i.van@shop.test'],
    ['i.van@notgmail.com', 'i.van@notgmail.com'],
  ])('%s', (address, mailbox) => {
    expect(countedAddress(address.replace(/^fail:L3 /, ''))).toBe(mailbox);
  });
});

describe('words of a machine', () => {
  test('are the same though numbers, addresses and links change', () => {
    const of = (number: number) =>
      `Thank you for your request! Ticket #${number}: our team answers soon. Do not lose it: https://desk.test/${number} or t${number}@desk.test`;
    expect(sameWords(of(1))).toBe(sameWords(of(20_417)));
    expect(sameWords(of(1))).not.toBeNull();
  });

  test('differ where the words do', () => {
    expect(sameWords('Where is my order? I have been waiting for a week.')).not.toBe(
      sameWords('Where is my money? I have been waiting for a week.'),
    );
  });

  test('too few say nothing', () => {
    expect([sameWords(''), sameWords('Hello'), sameWords('Где мой заказ 1042?'), sameWords('12345678901234567890123456789012345')]).toEqual(
      [null, null, null, null],
    );
  });
});
