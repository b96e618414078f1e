import { faultOf, faulty, strangers } from './faults.js';
import { NOBODY, withoutPerson, withPeople } from './person.js';

const person = (address: string) => ({ address, name: '' });

describe('what is wrong with a recipient is said before sending', () => {
  test.each([
    ['ivan@example.test', null],
    ['IVAN+shop@sub.example.test', null],
    ["o'brien@example.test", null],
    ['иван@почта.рф', null],
    ['ivan', 'noAt'],
    ['@example.test', 'noName'],
    ['ivan@', 'noDomain'],
    ['ivan@localhost', 'noDomain'],
    ['ivan@example..test', 'noDomain'],
    ['ivan@-example.test', 'noDomain'],
    ['ivan@127.0.0.1', 'noDomain'],
    ['ivan@💩.test', 'noDomain'],
    ['iv an@example.test', 'spaces'],
    ['iv<an@example.test', 'signs'],
    ['.ivan@example.test', 'signs'],
    [`${'a'.repeat(250)}@example.test`, 'tooLong'],
    ['Support@shop.test', 'own'],
  ])('%s: %s', (address, fault) => {
    expect(faultOf(person(address), ['support@shop.test'])).toBe(fault);
  });

  test('in any field', () => {
    const recipients = { to: [person('a@example.test')], cc: [person('b')], bcc: [person('support@shop.test')] };
    expect(faulty(recipients, ['support@shop.test']).map((one) => one.address)).toEqual(['b', 'support@shop.test']);
  });
});

describe('nobody stands in two fields', () => {
  const start = withPeople(NOBODY, 'to', [person('a@example.test'), person('A@example.test'), person('b@example.test')]);

  test('nor twice in one', () => {
    expect(start.to.map((one) => one.address)).toEqual(['a@example.test', 'b@example.test']);
  });

  test('whoever is added to another field moves there', () => {
    const moved = withPeople(start, 'bcc', [person('B@example.test')]);
    expect([moved.to, moved.bcc]).toEqual([[person('a@example.test')], [person('B@example.test')]]);
  });

  test('whoever is taken out is out', () => {
    expect(withoutPerson(start, 'to', 'a@example.test').to).toEqual([person('b@example.test')]);
  });
});

test('fail:S8 of those who joined lately, the ones who would get the answer are told', () => {
  const recipients = { ...NOBODY, cc: [person('new@example.test')] };
  expect(strangers(recipients, ['NEW@example.test', 'gone@example.test'])).toEqual([person('new@example.test')]);
});
