import { clientOf, type SmtpSession } from './client-of.js';

const session = (more: Partial<SmtpSession> = {}): SmtpSession => ({
  hostNameAppearsAs: 'mx.shop.test',
  xClient: new Map(),
  xForward: new Map(),
  ...more,
});
const NOBODY = { clientAddress: null, helo: null };

describe('the client that a mail comes from', () => {
  test('a peer on this machine or network is our own mail server: nothing is known', () => {
    for (const peer of ['127.0.0.1', '::1', '10.1.2.3', '192.168.7.7', 'fd00::1', '']) expect(clientOf(session(), peer)).toEqual(NOBODY);
  });

  test('a peer from elsewhere is the client', () => {
    expect(clientOf(session(), '203.0.113.9')).toEqual({ clientAddress: '203.0.113.9', helo: 'mx.shop.test' });
  });

  test.each(['xForward', 'xClient'] as const)('whom our mail server names by %s is the client', (kind) => {
    const told = new Map([
      ['ADDR', '203.0.113.9'],
      ['HELO', 'mail.customer.test'],
    ]);
    expect(clientOf(session({ [kind]: told }), '127.0.0.1')).toEqual({ clientAddress: '203.0.113.9', helo: 'mail.customer.test' });
  });

  test('a client that our mail server does not know is not taken for the one of the mail before', () => {
    expect(clientOf(session({ xForward: new Map([['ADDR', false as const]]) }), '203.0.113.9')).toEqual(NOBODY);
  });

  test('the name that our mail server calls itself is not the client’s', () => {
    expect(clientOf(session({ xForward: new Map([['ADDR', '2001:db8::7']]) }), '127.0.0.1')).toEqual({
      clientAddress: '2001:db8::7',
      helo: null,
    });
  });

  test('after XCLIENT the greeting is the client’s own', () => {
    const told = new Map([['ADDR', '203.0.113.9']]);
    expect(clientOf(session({ xClient: told, hostNameAppearsAs: 'mail.customer.test' }), '127.0.0.1')).toEqual({
      clientAddress: '203.0.113.9',
      helo: 'mail.customer.test',
    });
  });

  test('a colleague in the same network is nobody’s client', () => {
    expect(clientOf(session({ xForward: new Map([['ADDR', '10.0.0.5']]) }), '127.0.0.1')).toEqual(NOBODY);
  });
});
