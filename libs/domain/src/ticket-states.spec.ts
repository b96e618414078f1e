import {
  afterAssigned,
  afterFailedReply,
  afterInbound,
  afterOwnAnswer,
  afterReply,
  afterStateSet,
  type Standing,
} from './ticket-states.js';

const standing = (state: Standing['state'], assigneeId: string | null = null): Standing => ({ state, assigneeId });

describe('what moves a ticket', () => {
  test('assigning opens a new ticket, giving it back makes it new again', () => {
    expect(afterAssigned(standing('new'), 'anna')).toEqual(standing('open', 'anna'));
    expect(afterAssigned(standing('open', 'anna'), null)).toEqual(standing('new'));
  });

  test('assigning leaves a ticket that waits for somebody else as it is', () => {
    expect(afterAssigned(standing('pending', 'anna'), 'boris')).toEqual(standing('pending', 'boris'));
    expect(afterAssigned(standing('on_hold', 'anna'), null)).toEqual(standing('on_hold'));
  });

  test('a reply hands the turn to the customer, and its author takes what nobody has', () => {
    expect(afterReply(standing('new'), 'anna', 'pending')).toEqual(standing('pending', 'anna'));
    expect(afterReply(standing('open', 'boris'), 'anna', 'pending')).toEqual(standing('pending', 'boris'));
    expect(afterReply(standing('on_hold', 'boris'), 'anna', 'pending')).toEqual(standing('pending', 'boris'));
  });

  test('a reply with "and solve" solves, whatever the state', () => {
    expect(afterReply(standing('pending', 'boris'), 'anna', 'solve')).toEqual(standing('solved', 'boris'));
  });

  test('a reply that keeps the state still takes a ticket that nobody has', () => {
    expect(afterReply(standing('new'), 'anna', 'keep')).toEqual(standing('open', 'anna'));
    expect(afterReply(standing('on_hold', 'boris'), 'anna', 'keep')).toEqual(standing('on_hold', 'boris'));
  });

  test("who owns the channel answers past us: the turn is the customer's, the ticket stays with whoever has it", () => {
    expect(afterOwnAnswer(standing('new'))).toEqual(standing('pending'));
    expect(afterOwnAnswer(standing('open', 'anna'))).toEqual(standing('pending', 'anna'));
    expect(afterOwnAnswer(standing('on_hold', 'anna'))).toEqual(standing('pending', 'anna'));
    expect(afterOwnAnswer(standing('solved', 'anna'))).toEqual(standing('solved', 'anna'));
  });

  test('the customer brings a ticket back to whoever has it, or to the queue', () => {
    expect(afterInbound(standing('solved', 'anna'), false)).toEqual(standing('open', 'anna'));
    expect(afterInbound(standing('pending'), false)).toEqual(standing('new'));
  });

  test('automatic mail stays quiet', () => {
    expect(afterInbound(standing('pending', 'anna'), true)).toEqual(standing('pending', 'anna'));
  });

  test("a closed ticket takes nobody's message but a machine's", () => {
    expect(afterInbound(standing('closed', 'anna'), false)).toBeNull();
    expect(afterInbound(standing('closed', 'anna'), true)).toEqual(standing('closed', 'anna'));
    expect(() => afterStateSet(standing('closed', 'anna'), 'open')).toThrow(/closed/);
  });

  test.each(['pending', 'solved'] as const)('fail:S2 a reply that failed for good makes a %s ticket our turn again', (state) => {
    expect(afterFailedReply(standing(state, 'anna'))).toEqual(standing('open', 'anna'));
    expect(afterFailedReply(standing(state))).toEqual(standing('new'));
  });

  test.each(['new', 'open', 'on_hold', 'closed'] as const)('a reply that failed for good leaves a ticket that is %s', (state) => {
    const ticket = standing(state, state === 'new' ? null : 'anna');
    expect(afterFailedReply(ticket)).toEqual(ticket);
  });

  test('open without an assignee is new', () => {
    expect(afterStateSet(standing('on_hold'), 'open')).toEqual(standing('new'));
  });
});
