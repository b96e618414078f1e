import { fixture } from '../fixture.js';
import { parseMail } from '../parse-mail.js';
import { splitReply } from './split-reply.js';

const QUOTE = '> Your order arrives tomorrow.\n> Anna';

describe('introductions of a quote, by mail program and language', () => {
  test.each([
    'On Mon, Jan 5, 2026 at 10:12 AM Anna <anna@shop.test> wrote:',
    'On Mon, Jan 5, 2026 at 10:12 AM Anna Petrova Longname from the support team\n<anna@shop.test> wrote:',
    'Am 05.01.2026 um 10:12 schrieb Anna:',
    'Le 5 janv. 2026 à 10:12, Anna <anna@shop.test> a écrit :',
    '05.01.2026 10:12, Анна пишет:',
    '5 января 2026 г., в 10:12, Анна <anna@shop.test> написал(а):',
    'пн, 5 янв. 2026 г. в 10:12, Анна <anna@shop.test>:',
    'Понедельник, 5 января 2026, 10:12 +03:00 от Анна <anna@shop.test>:',
    'Анна <anna@shop.test> писала:',
    '2026-01-05 10:12 GMT+03:00 Anna <anna@shop.test>:',
  ])('%s', (introduction) => {
    expect(splitReply(`Thank you!\n\n${introduction}\n\n${QUOTE}\n`)).toEqual({
      replyText: 'Thank you!',
      quoted: `${introduction}\n\n${QUOTE}`,
      signature: null,
    });
  });
});

describe('headers of an earlier mail', () => {
  test.each([
    '-----Original Message-----\nFrom: Anna',
    '-------- Пересланное сообщение --------\nТема: Заказ',
    'From: Anna <anna@shop.test>\nSent: Monday\nTo: Ivan\nSubject: Order',
    'От: Анна <anna@shop.test>\nОтправлено: 5 января\nКому: Иван\nТема: Заказ',
    '*From:* Anna <anna@shop.test>\n*Date:* Monday\n*To:* Ivan',
  ])('%j', (header) => {
    expect(splitReply(`Thank you!\n\n${header}\n\nYour order arrives tomorrow.`).replyText).toBe('Thank you!');
  });
});

describe('what is no quote stays', () => {
  test.each([
    'He wrote:\nplease help',
    'From: the shop\nI got nothing.',
    'If 5 > 4\n> is an arrow\nand the text goes on',
    'Here is my list:\n- one\n- two',
    'On 5 January I ordered a lamp. It says:\nbroken',
  ])('%j', (text) => {
    expect(splitReply(text)).toEqual({ replyText: text, quoted: null, signature: null });
  });
});

describe('nothing is torn or lost (fail:P11)', () => {
  test('an answer below the quote is found', () => {
    expect(splitReply(`On Mon, Jan 5, 2026 Anna <anna@shop.test> wrote:\n${QUOTE}\n\nThank you!`)).toMatchObject({
      replyText: 'Thank you!',
    });
  });

  test('answers between quotes keep their questions', () => {
    const text = '> When?\nTomorrow.\n> Where?\n> Who?\nAt home.\n> End.';
    expect(splitReply(text)).toMatchObject({ replyText: text, quoted: null });
  });

  test('a mail of nothing but a quote shows it', () => {
    expect(splitReply(QUOTE)).toEqual({ replyText: QUOTE, quoted: null, signature: null });
  });

  test('a mail of nothing but a signature shows it', () => {
    expect(splitReply('-- \nIvan')).toMatchObject({ replyText: '-- \nIvan', signature: null });
  });
});

test('in mails: Gmail in Russian, and Outlook', async () => {
  expect(await parseMail(fixture('reply-gmail-russian'))).toMatchObject({ replyText: 'Спасибо, теперь понятно!', signature: null });
  expect(await parseMail(fixture('reply-outlook'))).toMatchObject({ replyText: 'The parcel came, thank you.' });
});
