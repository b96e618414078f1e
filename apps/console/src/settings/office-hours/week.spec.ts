import { dayOf, hoursOf, hoursText } from './week.js';

describe('the hours of a day', () => {
  test.each([
    ['9-18', [['09:00', '18:00']]],
    [
      ' 9:00 – 13:30, 14-18 ',
      [
        ['09:00', '13:30'],
        ['14:00', '18:00'],
      ],
    ],
    ['22.30-24', [['22:30', '24:00']]],
    ['', []],
  ])('%j', (text, periods) => {
    expect(hoursOf(text)).toEqual(periods);
  });

  test.each(['18-9', '9', '9-25', '9:60-18', 'whenever', '24-24'])('%j means nothing', (text) => {
    expect(hoursOf(text)).toBeNull();
  });

  test('what is shown means the same when it is read', () => {
    const periods = [
      ['09:00', '13:00'],
      ['14:00', '18:00'],
    ];
    expect(hoursOf(hoursText(periods))).toEqual(periods);
  });
});

describe('a closed day', () => {
  test.each([
    ['2027-01-01', '2027-01-01'],
    [' 7.1.2027 ', '2027-01-07'],
    ['08.03.2027', '2027-03-08'],
    ['2028-02-29', '2028-02-29'],
  ])('%j is %s', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  test.each(['2027-02-29', '31.4.2027', '1.1.27', 'New Year', '2027', '1.2', ''])('%j is none', (text) => {
    expect(dayOf(text)).toBeNull();
  });
});
