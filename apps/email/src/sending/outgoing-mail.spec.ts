import type { DueMessage } from '@app/store';
import { outgoingMail } from './outgoing-mail.js';

const OURS = `<${'a'.repeat(26)}@shop.test>`;
const FROM = { address: 'support@shop.test', name: 'Shop' };

function aMessage(change: Partial<DueMessage> = {}): DueMessage {
  return {
    id: '019b8d1c-0000-7000-8000-000000000000',
    kind: 'reply',
    recap: null,
    ticketId: 't',
    ticketNumber: 1,
    conversationId: 'c',
    externalKey: 'k',
    position: 1n,
    subject: 'Order',
    text: 'Hello',
    html: null,
    signature: null,
    quoted: null,
    from: null,
    smtpUtf8: false,
    to: [{ address: 'kate@customer.test', name: 'Kate' }],
    cc: [],
    bcc: [{ address: 'hidden@customer.test', name: '' }],
    authorName: 'Anna',
    takenAt: new Date('2026-01-12T06:00:00Z'),
    replyToken: 'b'.repeat(26),
    thread: [],
    answersTo: null,
    attachments: [],
    deliveries: [],
    ...change,
  };
}

const made = (change: Partial<DueMessage> = {}) => outgoingMail(aMessage(change), FROM, [], new Date(0));

describe('outgoingMail', () => {
  test('answers the last mail of the customer, not our own (fail:T9)', () => {
    expect(made({ thread: ['<q1@x>', OURS, '<q2@x>', OURS] })).toMatchObject({ inReplyTo: '<q2@x>', subject: 'Re: Order' });
  });

  test('goes on from our own first mail when nobody has answered it', () => {
    expect(made({ thread: [OURS] })).toMatchObject({ inReplyTo: OURS });
  });

  test('a first mail answers nothing, and its subject stays as it is (fail:S11)', () => {
    expect(made()).toMatchObject({ inReplyTo: null, references: [], subject: 'Order' });
  });

  test('who wrote it is named; an automatic mail comes from the inbox', () => {
    expect(made().from).toEqual({ address: 'support@shop.test', name: 'Anna' });
    expect(made({ kind: 'auto', authorName: null })).toMatchObject({ from: { name: 'Shop' }, automatic: 'replied' });
  });

  test('an automatic mail has the subject that it was given', () => {
    expect(made({ kind: 'auto', thread: ['<q1@x>'], subject: 'We have it' })).toMatchObject({ inReplyTo: '<q1@x>', subject: 'We have it' });
  });

  test("answers that a visitor who is away gets are a person's mail; a transcript is a machine's", () => {
    expect(made({ kind: 'auto', recap: 'away' }).automatic).toBeNull();
    expect(made({ kind: 'auto', recap: 'transcript' }).automatic).toBe('generated');
  });

  test('hidden recipients stay hidden', () => {
    expect(JSON.stringify(made())).not.toContain('hidden@');
  });
});
