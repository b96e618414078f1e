import { messageState } from './delivery-states.js';

describe('the state of a message over its recipients', () => {
  test('one that failed is never hidden by those that arrived', () => {
    expect(messageState(['read', 'failed', 'accepted'])).toBe('failed');
  });

  test('an uncertain one outranks those on their way', () => {
    expect(messageState(['sending', 'unknown'])).toBe('unknown');
  });

  test('cancelled ones count only when there is nothing else', () => {
    expect(messageState(['cancelled', 'delivered'])).toBe('delivered');
    expect(messageState(['cancelled'])).toBe('cancelled');
    expect(messageState([])).toBeNull();
  });
});
