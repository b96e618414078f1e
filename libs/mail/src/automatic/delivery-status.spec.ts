import { readDeliveryStatus, typedAddress } from './delivery-status.js';

const recipients = (text: string) => readDeliveryStatus(text).recipients;
const only = (fields: string) => recipients(`Reporting-MTA: dns; x\n\n${fields}`)[0];

describe('a delivery report, as it is and as it should be (RFC 3464)', () => {
  test('each recipient has a fate of its own', () => {
    const text =
      'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.test\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; c@b.test\nAction: delayed\nStatus: 4.4.1\n';
    expect(recipients(text)).toEqual([
      { address: 'a@b.test', outcome: 'failed', status: '5.1.1', reason: '' },
      { address: 'c@b.test', outcome: 'delayed', status: '4.4.1', reason: '' },
    ]);
  });

  test('the one we wrote to stands before the one it became', () => {
    expect(
      only('Original-Recipient: rfc822; sales@b.test\nFinal-Recipient: rfc822; kate@in.b.test\nAction: failed\nStatus: 5.0.0')?.address,
    ).toBe('sales@b.test');
  });

  test('the one that it became is known beside it', () => {
    expect(only('Original-Recipient: rfc822; sales@b.test\nFinal-Recipient: rfc822; kate@in.b.test\nAction: failed')?.aliases).toEqual([
      'kate@in.b.test',
    ]);
  });

  test('a delay says until when the server goes on trying', () => {
    const delay = 'Final-Recipient: rfc822; a@b.test\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Mon, 5 Jan 2026 10:12:00 +0300';
    expect(only(delay)?.until).toEqual(new Date('2026-01-05T07:12:00Z'));
  });

  test("the sender's own id of the envelope comes back", () => {
    expect(readDeliveryStatus('Original-Envelope-Id: x1\n\nFinal-Recipient: rfc822; a@b.test\nAction: failed').envelopeId).toBe('x1');
  });

  test('an original recipient that is no address gives way', () => {
    expect(
      only('Original-Recipient: rfc822; undisclosed\nFinal-Recipient: rfc822; kate@b.test\nAction: failed\nStatus: 5.0.0')?.address,
    ).toBe('kate@b.test');
  });

  test.each([
    [
      'without empty lines',
      'Reporting-MTA: x\nFinal-Recipient: rfc822; a@b.test\nAction: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; c@b.test\nAction: failed\nStatus: 5.1.1',
    ],
    [
      'with too many',
      'Reporting-MTA: x\n\n\nFinal-Recipient: rfc822; a@b.test\n\nAction: failed\n\nStatus: 5.1.1\n\n\nFinal-Recipient: rfc822; c@b.test\n\nAction: failed\nStatus: 5.1.1',
    ],
    [
      'recipient last',
      'Final-Recipient: rfc822; a@b.test\nAction: failed\nStatus: 5.1.1\n\nOriginal-Recipient: rfc822; c@b.test\nFinal-Recipient: rfc822; d@b.test\nAction: failed\nStatus: 5.1.1',
    ],
  ])('groups %s', (_, text) => {
    expect(recipients(text).map((one) => [one.address, one.outcome, one.status])).toEqual([
      ['a@b.test', 'failed', '5.1.1'],
      ['c@b.test', 'failed', '5.1.1'],
    ]);
  });

  test.each([
    ['Action: failed', 'failed'],
    ['Action: FAILED (bounced)', 'failed'],
    ['Action: delayed', 'delayed'],
    ['Action: delivered', 'delivered'],
    ['Action: relayed', 'relayed'],
    ['Action: expanded', 'relayed'],
    ['Status: 5.0.0', 'failed'],
    ['Status: 4.2.2', 'delayed'],
    ['Status: 2.0.0', 'delivered'],
    ['X-Nothing: said', 'failed'],
  ])('%s: %s', (field, outcome) => {
    expect(only(`Final-Recipient: rfc822; a@b.test\n${field}`)?.outcome).toBe(outcome);
  });

  test.each([
    ['Status: 5.1.1 (user unknown)', '5.1.1'],
    ['Status: 550 5.1.1 unknown', '5.1.1'],
    ['Diagnostic-Code: smtp; 550 5.7.1 no', '5.7.1'],
    ['Status: 2.0.0\nDiagnostic-Code: smtp; 550 5.7.1 no', '5.7.1'],
    ['Diagnostic-Code: smtp; 550 User unknown', '5.1.1'],
    ['Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no', '5.0.0'],
    ['X-Nothing: said', null],
  ])('the status of %s is %s', (fields, status) => {
    expect(only(`Final-Recipient: rfc822; a@b.test\nAction: failed\n${fields}`)?.status).toBe(status);
  });

  test('a diagnostic goes on over lines, indented or not', () => {
    expect(
      only('Final-Recipient: rfc822; a@b.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 one\n    two\nthree')
        ?.reason,
    ).toBe('550 5.1.1 one two three');
  });

  test('some name our mail', () => {
    expect(readDeliveryStatus('X-Original-Message-ID: <q1@shop.test>\n\nFinal-Recipient: rfc822; a@b.test').originalMessageId).toBe(
      '<q1@shop.test>',
    );
  });

  test.each([
    ['rfc822; a@b.test', 'a@b.test'],
    ['RFC822;<a@b.test>', 'a@b.test'],
    ['a@b.test', 'a@b.test'],
    ['utf-8; иван@b.test', 'иван@b.test'],
    [String.raw`utf-8; \x{0438}@b.test`, 'и@b.test'],
    ['rfc822; "a@b.test"', 'a@b.test'],
    ['x400; c=us;a= ;s=kate', ''],
    ['local; kate', ''],
    [String.raw`utf-8; \x{110000}@b.test`, ''],
  ])('a typed address: %s', (written, address) => {
    expect(typedAddress(written)).toBe(address);
  });
});
