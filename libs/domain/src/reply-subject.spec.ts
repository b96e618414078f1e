import { replySubject } from './reply-subject.js';

describe('replySubject', () => {
  test.each([
    ['Счёт', 'Re: Счёт'],
    ['Re: Счёт', 'Re: Счёт'],
    ['RE[2]: Order', 'RE[2]: Order'],
    ['Отв: Заказ', 'Отв: Заказ'],
    ['AW: Frage', 'AW: Frage'],
    ['Reference: 12', 'Re: Reference: 12'],
    ['', 'Re:'],
  ])('%j -> %j (fail:T11)', (subject, expected) => {
    expect(replySubject(subject)).toBe(expected);
  });
});
