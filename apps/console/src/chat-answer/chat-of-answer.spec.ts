import { aMessage } from '../api/builders.js';
import { draftOf } from '../composer/drafts.js';
import { meantMessage, targetOf } from './chat-of-answer.js';

const [first, ours, last, deleted] = [
  aMessage({ id: 'first' }),
  aMessage({ id: 'ours', kind: 'reply' }),
  aMessage({ id: 'last' }),
  aMessage({ id: 'deleted', deletedAt: '2026-01-05T07:12:00.000Z' }),
];
const ticket = { timeline: [first, ours, last, deleted] };

test.each([
  ['the message in focus', 'first', 'first'],
  ['also one of ours', 'ours', 'ours'],
  ['without one, the last that the customer has not deleted', null, 'last'],
  ['what has the focus and is no message counts as none', 'page', 'last'],
])('a reply is to %s', (_rule, focused, wanted) => {
  expect(meantMessage(ticket, focused)?.id).toBe(wanted);
});

test('a message that is not on the page cannot be shown as what is replied to', () => {
  expect(targetOf(ticket, { ...draftOf(1), replyTo: 'ours' })).toBe(ours);
  expect(targetOf(ticket, { ...draftOf(1), replyTo: 'gone' })).toBeNull();
  expect(targetOf(ticket, draftOf(1))).toBeNull();
});
