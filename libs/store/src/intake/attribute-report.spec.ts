import { attributeReport } from './attribute-report.js';
import type { ReportedRecipient } from './incoming.js';

const aRecipient = (...names: string[]): ReportedRecipient => ({ names, outcome: 'failed', reason: null, isDead: true });
const sentTo = (...recipients: string[]) => recipients.map((recipient) => ({ id: recipient, recipient }));

function whom(names: readonly string[], recipients: readonly string[], passed: readonly string[] = []): string | null {
  const report = { tokens: [], passed, recipients: [aRecipient(...names)], complaint: null };
  return attributeReport(report, sentTo(...recipients)).found[0]?.delivery.recipient ?? null;
}

describe('which of its recipients a report on a mail is about', () => {
  test.each<[rule: string, names: string[], recipients: string[], passed: string[], expected: string | null]>([
    ['the one that it names', ['b@x.test'], ['a@x.test', 'b@x.test'], [], 'b@x.test'],
    ['the original recipient before the final one', ['a@x.test', 'b@x.test'], ['b@x.test', 'a@x.test'], [], 'a@x.test'],
    ['the final one where the original one is nobody of ours', ['in@x.test', 'b@x.test'], ['a@x.test', 'b@x.test'], [], 'b@x.test'],
    ['without the plus part that a server left out', ['kate@x.test'], ['kate+shop@x.test', 'a@x.test'], [], 'kate+shop@x.test'],
    ['with a plus part that a server put in', ['kate+spam@x.test'], ['kate@x.test', 'a@x.test'], [], 'kate@x.test'],
    ['the very plus part where there are two', ['kate+b@x.test'], ['kate+a@x.test', 'kate+b@x.test'], [], 'kate+b@x.test'],
    ['whom it went through before a forward', ['far@y.test'], ['a@x.test', 'b@x.test'], ['b@x.test'], 'b@x.test'],
    ['nobody named, and one was written to', [], ['a@x.test'], [], 'a@x.test'],
    ['nobody named, and several were: none of them', [], ['a@x.test', 'b@x.test'], [], null],
    ['nobody named, and it went through one of several', [], ['a@x.test', 'b@x.test'], ['a@x.test'], 'a@x.test'],
    ['somebody else is named: none of ours', ['far@y.test'], ['a@x.test'], [], null],
    ['somebody else is named, and it went through both', ['far@y.test'], ['a@x.test', 'b@x.test'], ['a@x.test', 'b@x.test'], null],
  ])('%s', (_, names, recipients, passed, expected) => {
    expect(whom(names, recipients, passed)).toBe(expected);
  });

  test('each of several has a fate of its own', () => {
    const report = {
      tokens: [],
      passed: [],
      recipients: [aRecipient('b@x.test'), aRecipient('z@x.test'), aRecipient('a@x.test')],
      complaint: null,
    };
    const { found, unknown } = attributeReport(report, sentTo('a@x.test', 'b@x.test', 'c@x.test'));
    expect(found.map(({ delivery }) => delivery.recipient)).toEqual(['b@x.test', 'a@x.test']);
    expect(unknown.map(({ names }) => names)).toEqual([['z@x.test']]);
  });
});
