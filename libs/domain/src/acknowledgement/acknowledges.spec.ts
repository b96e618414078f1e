import { acknowledges, type AcknowledgementCase } from './acknowledges.js';

const SINCE = new Date('2026-01-05T09:00:00.700Z');

function aCase(one: Partial<AcknowledgementCase> = {}): AcknowledgementCase {
  return {
    address: 'ivan@example.test',
    isAutomatic: false,
    isReport: false,
    isHistoric: false,
    isSpam: false,
    dmarc: 'pass',
    isForwarded: false,
    isOurs: false,
    isAgents: false,
    isGivenUp: false,
    isStranger: false,
    receivedAt: new Date('2026-01-06T09:00:00Z'),
    writtenAt: new Date('2026-01-06T08:59:00Z'),
    inboxSince: SINCE,
    ...one,
  };
}

describe('need:S6 who writes first is told at once', () => {
  test.each([
    ['a person', {}],
    ['a sender of whom DMARC says nothing', { dmarc: null }],
    ['one whose domain has no DMARC', { dmarc: 'none' }],
    ['a mail without a usable date', { writtenAt: null }],
    [
      'a mail of the second in which the inbox was made: mailboxes and headers know no less',
      { receivedAt: new Date('2026-01-05T09:00:00Z'), writtenAt: new Date('2026-01-05T09:00:00Z') },
    ],
    ['a person called Norbert', { address: 'norbert@example.test' }],
    ['a person called Root', { address: 'rootham@example.test' }],
    ['a person called Casino Reply', { address: 'casino.reply@example.test' }],
    ['a person called Nora Eply', { address: 'nora.eply@example.test' }],
  ])('%s', (_, one) => {
    expect(acknowledges(aCase(one))).toBeNull();
  });
});

describe('and nobody else is', () => {
  test.each([
    ['fail:L1 fail:L2 a machine', { isAutomatic: true }, 'automatic'],
    ['fail:L4 a server that reports', { isReport: true }, 'automatic'],
    ['users Q5: what lay in the mailbox before', { isHistoric: true }, 'historic'],
    ['a mail that is older than the inbox, as it came', { receivedAt: new Date('2026-01-05T08:59:59Z') }, 'older-than-inbox'],
    ['a mail that is older than the inbox, as it was written', { writtenAt: new Date('2025-12-31T10:00:00Z') }, 'older-than-inbox'],
    ['a mail whose author is not known', { address: '' }, 'no-address'],
    ['an address of our own', { isOurs: true }, 'own-address'],
    ['spam', { isSpam: true }, 'spam'],
    ['threat:E6 who stands in a forged From', { dmarc: 'fail' }, 'forged'],
    ['the author of a mail that a colleague passed on', { isForwarded: true }, 'forwarded'],
    ['an agent', { isAgents: true }, 'agent'],
    ['an address from which mail came back', { isGivenUp: true }, 'given-up'],
    ['a stranger who knows the secret of a conversation', { isStranger: true }, 'stranger'],
  ])('%s', (_, one, reason) => {
    expect(acknowledges(aCase(one))).toBe(reason);
  });

  test.each([
    'no-reply@shop.test',
    'noreply@shop.test',
    'no_reply+17@shop.test',
    'donotreply@shop.test',
    'do-not-reply@shop.test',
    'mailer-daemon@shop.test',
    'MAILER-DAEMON@shop.test',
    'postmaster@shop.test',
    'bounce@shop.test',
    'bounces+abc@shop.test',
    'owner-users@lists.test',
    'users-request@lists.test',
    'users-bounces@lists.test',
    'listserv@lists.test',
    'majordomo@lists.test',
    'autoreply@shop.test',
    'notifications@shop.test',
    'orders-noreply@shop.test',
    'orders.no-reply@shop.test',
    'shop_do_not_reply+17@shop.test',
    'ne-otvechat@shop.test',
    'calendar-notification@shop.test',
    'shop-bounces+ivan=example.test@lists.test',
    'newsletter@shop.test',
  ])('fail:L8 %s', (address) => {
    expect(acknowledges(aCase({ address }))).toBe('no-reply');
  });
});
