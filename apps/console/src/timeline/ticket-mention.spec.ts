import { ticketMention } from './ticket-mention.js';

describe('the words of an event that name a ticket', () => {
  test.each([
    ['May belong to #42', 42, { before: 'May belong to ', mention: '#42', after: '' }],
    ['Возможно, относится к №7.', 7, { before: 'Возможно, относится к ', mention: '№7', after: '.' }],
  ])('%s', (text, number, parts) => {
    expect(ticketMention(text, number)).toEqual(parts);
  });

  test.each([
    ['another number is not it', 'See #421', 42],
    ['no number, no link', 'Ticket opened', undefined],
  ])('%s', (_, text, number) => {
    expect(ticketMention(text, number)).toBeNull();
  });
});
