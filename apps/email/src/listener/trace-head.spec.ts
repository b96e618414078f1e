import { parseMail } from '@app/mail';
import { traceHead } from './trace-head.js';

describe('what is written in front of a mail that was handed over', () => {
  test('says who is told of trouble and whom it was for, the same each time', () => {
    const head = traceHead('kate@customer.test', ['support@shop.test', 'support+abc@shop.test']);
    expect(head.toString()).toBe(
      'Return-Path: <kate@customer.test>\r\nDelivered-To: support@shop.test\r\nDelivered-To: support+abc@shop.test\r\n',
    );
    expect(traceHead('kate@customer.test', ['support@shop.test', 'support+abc@shop.test'])).toEqual(head);
  });

  test('a null return path makes the mail automatic', async () => {
    const mail = await parseMail(Buffer.concat([traceHead('', ['support@shop.test']), Buffer.from('From: a@b.test\r\n\r\nx')]));
    expect(mail).toMatchObject({ deliveredTo: ['support@shop.test'], automatic: { sign: 'return-path' } });
  });

  test('threat:A14 an address ends no line', () => {
    expect(traceHead('a@b.test\r\nFrom: ceo@shop.test', ['x@y.test\nSubject: z', '<p@q.test>']).toString()).toBe(
      'Return-Path: <a@b.testFrom: ceo@shop.test>\r\nDelivered-To: x@y.testSubject: z\r\nDelivered-To: p@q.test\r\n',
    );
  });
});
