import { cpuCost } from '@app/fuzz';
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
    expect(splitReply(text)).toMatchObject({ replyText: text.replace('\n> End.', ''), quoted: '> End.' });
  });

  test('a mail of nothing but a quote shows it', () => {
    expect(splitReply(QUOTE)).toEqual({ replyText: QUOTE, quoted: null, signature: null });
  });

  test('a mail of nothing but a signature shows it', () => {
    expect(splitReply('-- \nIvan')).toMatchObject({ replyText: '--\nIvan', signature: null });
  });
});

describe('what is handed on is what its author wants to show', () => {
  test('a forwarded mail stays', () => {
    const text = 'See below.\n\n-------- Пересланное сообщение --------\nТема: Заказ\nОт: Анна <anna@shop.test>\n\nЗавтра.';
    expect(splitReply(text)).toEqual({ replyText: text, quoted: null, signature: null });
  });

  test('Outlook writes one header above both: the subject decides', () => {
    const text = 'See below.\n\nFrom: Anna <anna@shop.test>\nSent: 5 January 2026 10:12\nTo: Ivan\nSubject: Order\n\nTomorrow.';
    expect(splitReply(text, 'FW: Order').replyText).toBe(text);
    expect(splitReply(text, 'ВС: Заказ').replyText).toBe(text);
    expect(splitReply(text, 'RE: Order').replyText).toBe('See below.');
  });
});

describe('work is bounded whatever is sent (threat:D)', () => {
  const megabyte = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length));
  test.each([
    '>',
    '>\n',
    ':\n',
    'On 5 Jan 2026\n',
    'On 1 '.repeat(99) + '\n',
    'From: a\n',
    'From: a@b 1\nx\nx\nx\n',
    'To: x\nCc: y\n',
    '-- \n',
    '---\n',
    'Best regards,\n',
    'Sent from my iPhone\n\n',
    '> a\nb\n',
    'Anna wrote:\n',
    'x On Mon, 5 :\n> a\n',
    'Anna <a@b.c> ',
    'Best, Best, Best\n',
    'ж',
  ])('1 MB of %j', async (piece) => {
    const text = megabyte(piece);
    splitReply(text.slice(0, 50_000));
    // 0.2 s where nothing else runs; what grew with the square of the length would take minutes.
    expect(await cpuCost(() => splitReply(text), 1_000)).toBeLessThan(1_000);
  });
});

test('in mails: Gmail in Russian, and Outlook', async () => {
  expect(await parseMail(fixture('reply-gmail-russian'))).toMatchObject({ replyText: 'Спасибо, теперь понятно!', signature: null });
  expect(await parseMail(fixture('reply-outlook'))).toMatchObject({ replyText: 'The parcel came, thank you.' });
});
