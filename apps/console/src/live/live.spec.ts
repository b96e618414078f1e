import { anEvent } from '../api/builders.js';
import type { FeedEvent } from '../api/shapes.js';
import { backoffMs } from './backoff.js';
import { changesOf } from './changes.js';

describe('changesOf', () => {
  test('many events of one ticket are one change', () => {
    const events = [1, 1, 2].map((number, at) => anEvent({ id: `e${at}`, ticket: { id: `t${number}`, number } }));
    expect([...changesOf(events, new Set()).tickets]).toEqual([1, 2]);
  });

  test('an event that comes twice, as after a reconnect, is handled once', () => {
    const seen = new Set<string>();
    const event = anEvent({ id: 'e1', ticket: { id: 't1', number: 1 } });
    changesOf([event], seen);
    expect(changesOf([event], seen).tickets.size).toBe(0);
  });

  test('that a customer writes makes nothing old', () => {
    const typing = anEvent({ id: 'e1', type: 'ticket.contact-typing', ticket: { id: 't1', number: 1 } });
    expect(changesOf([typing], new Set()).tickets.size).toBe(0);
  });

  test('agents and inboxes are told apart from tickets', () => {
    const changes = changesOf(
      [
        anEvent({ id: 'e1', type: 'agent.changed', ticket: null, agentId: 'a1' }),
        anEvent({ id: 'e2', type: 'inbox.failed', ticket: null, inboxId: 'i1' }),
      ],
      new Set(),
    );
    expect(changes).toEqual({ tickets: new Set(), agents: new Set(['a1']), loads: false, inboxes: true });
  });

  test('a ticket that changed hands or state changes what agents have in hand; a message does not', () => {
    const of = (type: FeedEvent['type']) => changesOf([anEvent({ id: type, type })], new Set()).loads;
    expect((['ticket.changed', 'ticket.assigned', 'ticket.message-added'] as const).map(of)).toEqual([true, true, false]);
  });
});

describe('backoffMs', () => {
  test('grows with each failure and stays below half a minute', () => {
    expect(backoffMs(0, 1)).toBe(500);
    expect(backoffMs(3, 1)).toBe(4000);
    expect(backoffMs(50, 1)).toBe(30_000);
  });

  test('is spread, and never none', () => {
    expect(backoffMs(6, 0)).toBe(6000);
    expect(backoffMs(0, 0)).toBe(100);
  });
});
