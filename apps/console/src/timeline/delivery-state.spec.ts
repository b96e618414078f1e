import { aMessage } from '../api/builders.js';
import type { Delivery } from '../api/shapes.js';
import { shownState, summaryOf, undeliveredIn } from './delivery-state.js';

const reason = (text: string) => ({ code: 'mail-refused', params: {}, text });
const at = '2026-01-05T07:12:00.000Z';

function aDelivery(state: Delivery['state'], recipients: [string, Delivery['state'], string | null][]): Delivery {
  return {
    state,
    reason: null,
    notBefore: null,
    recipients: recipients.map(([address, each, why]) => ({ address, state: each, reason: why === null ? null : reason(why), at })),
  };
}

describe('what is told of a recipient', () => {
  test.each([
    ['accepted', null, 'accepted'],
    ['accepted', 'mailbox is full', 'delayed'],
    ['queued', null, 'queued'],
    ['queued', 'greylisted', 'retrying'],
    ['bounced', 'no such mailbox', 'bounced'],
  ] as const)('%s with the reason %s is %s', (state, why, shown) => {
    expect(shownState({ state, reason: why === null ? null : reason(why) })).toBe(shown);
  });
});

describe('one line for many', () => {
  test('fail:S2 one of three was refused: the line says so, how many, and why', () => {
    const delivery = aDelivery('failed', [
      ['a@x.test', 'accepted', null],
      ['b@x.test', 'failed', 'no such mailbox'],
      ['c@x.test', 'accepted', null],
    ]);
    expect(summaryOf(delivery)).toEqual({ state: 'failed', reason: 'no such mailbox', troubled: 1 });
  });

  test('a single recipient is not counted', () => {
    expect(summaryOf(aDelivery('bounced', [['a@x.test', 'bounced', 'full']]))).toEqual({ state: 'bounced', reason: 'full', troubled: 0 });
  });

  test('one that is late among those that have left makes it late', () => {
    const delivery = aDelivery('accepted', [
      ['a@x.test', 'accepted', null],
      ['b@x.test', 'accepted', 'server does not answer'],
    ]);
    expect(summaryOf(delivery)).toEqual({ state: 'delayed', reason: 'server does not answer', troubled: 0 });
  });
});

test('the mark of a ticket is about its last reply in trouble, not about automatic mail', () => {
  const failed = aDelivery('failed', [['a@x.test', 'failed', 'x']]);
  const timeline = [
    aMessage({ id: 'old', kind: 'reply', delivery: failed }),
    aMessage({ id: 'new', kind: 'reply', delivery: failed }),
    aMessage({ id: 'fine', kind: 'reply', delivery: aDelivery('accepted', [['a@x.test', 'accepted', null]]) }),
    aMessage({ id: 'auto', kind: 'auto', delivery: failed }),
  ];
  expect(undeliveredIn(timeline)?.id).toBe('new');
  expect(undeliveredIn([aMessage()])).toBeNull();
});
