import { checkRecipients, MAX_RECIPIENTS, type Recipients } from './recipients.js';

const RULES = { isOurs: (address: string) => address === 'support@shop.test', smtpUtf8: false };

const check = (given: Partial<Record<keyof Recipients, string[]>>, rules = RULES) => {
  const list = (addresses: string[] = []) => addresses.map((address) => ({ address, name: '' }));
  const { to, cc, bcc } = checkRecipients({ to: list(given.to), cc: list(given.cc), bcc: list(given.bcc) }, rules);
  return { to: to.map((one) => one.address), cc: cc.map((one) => one.address), bcc: bcc.map((one) => one.address) };
};
const refusalOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('the recipients of an answer', () => {
  test('are each once, rather seen than hidden', () => {
    expect(check({ to: ['Ivan@x.test', 'ivan@X.test'], cc: ['ivan@x.test', 'kate@x.test'], bcc: ['KATE@x.test', 'boss@x.test'] })).toEqual({
      to: ['Ivan@x.test'],
      cc: ['kate@x.test'],
      bcc: ['boss@x.test'],
    });
  });

  test.each([
    ['user@пример.рф', 'user@xn--e1afmkfd.xn--p1ai'],
    ['user@i❤️.ws', 'user@xn--i-7iq.ws'],
    ['user@BÜCHER.example', 'user@xn--bcher-kva.example'],
    [' ivan@x.test ', 'ivan@x.test'],
    ['root@[192.0.2.1]', 'root@[192.0.2.1]'],
  ])('%j is written to as %s', (typed, address) => {
    expect(check({ to: [typed] }).to).toEqual([address]);
  });

  test.each([
    'a@x.test\nb@x.test',
    'a@x.test\r\nBcc: b@x.test',
    'a@x.test\n',
    '\ra@x.test',
    'a@x.test, b@x.test',
    'a@x.test;b@x.test',
    'Ivan <a@x.test>',
    '<a@x.test>',
    'victim@good.test(@evil.test)',
    '"a b"@x.test',
    'a@b@x.test',
    'agent@=?utf-8?q?corp.test?=',
    '=?utf-8?q?a?=@x.test',
    'a\u2028@x.test',
    'a@x\u0085.test',
    'ivan@gmail',
    'ivan',
    '@x.test',
    '',
    `${'a'.repeat(300)}@x.test`,
  ])('%j is refused and named (threat:E1, threat:A5)', (typed) => {
    const refused = refusalOf(() => check({ to: ['fine@x.test', typed] }));
    expect(refused).toMatchObject({ code: 'recipient-invalid', params: { addresses: expect.any(String), count: 1 } });
    expect(refused).not.toMatchObject({ params: { addresses: expect.stringMatching(/[\r\n]|fine/) } });
  });

  test('five hundred are refused with both figures; the same one five hundred times is one', () => {
    const many = Array.from({ length: 500 }, (_, n) => `customer-${n}@x.test`);
    expect(refusalOf(() => check({ to: many.slice(0, 1), cc: many }))).toMatchObject({
      code: 'too-many-recipients',
      params: { count: 500, limit: MAX_RECIPIENTS },
    });
    expect(check({ to: many.slice(0, 100) }).to).toHaveLength(100);
    expect(check({ to: many.map(() => 'one@x.test') }).to).toEqual(['one@x.test']);
  });

  test.each(['to', 'cc', 'bcc'] as const)('an inbox of our own in %s is refused: the answer would come back (fail:S8)', (kind) => {
    expect(refusalOf(() => check({ to: ['ivan@x.test'], [kind]: ['support@shop.test'] }))).toMatchObject({
      code: 'recipient-own-inbox',
      params: { addresses: 'support@shop.test' },
    });
  });

  test('a name that is not ASCII needs a server that takes it; a domain never does', () => {
    expect(refusalOf(() => check({ to: ['иван@пример.рф'] }))).toMatchObject({ code: 'recipient-needs-smtputf8' });
    expect(check({ to: ['иван@пример.рф'] }, { ...RULES, smtpUtf8: true }).to).toEqual(['иван@xn--e1afmkfd.xn--p1ai']);
  });
});
