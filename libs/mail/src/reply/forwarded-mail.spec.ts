import { forwardedMail, stripCommand } from './forwarded-mail.js';

const ANNA = { address: 'anna@client.test', name: 'Anna Petrova' };

describe('a forwarded mail is taken apart (fail:T17)', () => {
  test.each([
    [
      'Gmail',
      '---------- Forwarded message ---------\nFrom: Anna Petrova <anna@client.test>\nDate: Mon, Jan 5, 2026 at 10:12 AM\nSubject: Lamp\nTo: <support@shop.test>\n\n\nIt broke.\n',
    ],
    [
      'Gmail in Russian',
      '---------- Forwarded message ---------\nОт: Anna Petrova <anna@client.test>\nDate: пн, 5 янв. 2026 г. в 10:12\nSubject: Lamp\nTo: <support@shop.test>\n\nIt broke.',
    ],
    [
      'Outlook',
      'From: Anna Petrova <anna@client.test> \nSent: Monday, January 5, 2026 10:12 AM\nTo: Shop <support@shop.test>\nSubject: Lamp\n\nIt broke.',
    ],
    [
      'Outlook in Russian',
      '________________________________\nОт: Anna Petrova [mailto:anna@client.test]\nОтправлено: 5 января 2026 г. 10:12\nКому: Магазин\nТема: Lamp\n\nIt broke.',
    ],
    [
      'Outlook in German',
      'Von: Anna Petrova <anna@client.test>\nGesendet: Montag, 5. Januar 2026 10:12\nAn: Shop\nBetreff: Lamp\n\nIt broke.',
    ],
    [
      'Apple Mail',
      'Begin forwarded message:\n\n> From: Anna Petrova <anna@client.test>\n> Subject: Lamp\n> Date: January 5, 2026 at 10:12:13 AM GMT+1\n> To: support@shop.test\n> \n> It broke.',
    ],
    [
      'Apple Mail in French',
      'Début du message transféré :\n\n> De: Anna Petrova <anna@client.test>\n> Objet: Lamp\n> Date: 5 janvier 2026 à 10:12:13 UTC+1\n> À: support@shop.test\n> \n> It broke.',
    ],
    [
      'Thunderbird',
      '-------- Forwarded Message --------\nSubject: \tLamp\nDate: \tMon, 5 Jan 2026 10:12:13 +0100\nFrom: \tAnna Petrova <anna@client.test>\nTo: \tsupport@shop.test\n\n\nIt broke.\n',
    ],
    [
      'Mail.ru',
      '-------- Пересылаемое сообщение --------\nОт кого: Anna Petrova <anna@client.test>\nКому: support@shop.test\nДата: Понедельник, 5 января 2026, 10:12 +03:00\nТема: Lamp\n\nIt broke.',
    ],
    [
      'QQ',
      '------------------ 转发邮件 ------------------\n发件人: "Anna Petrova" <anna@client.test>\n发送时间: 2026年1月5日 10:12\n收件人: 客服\n主题: Lamp\n\nIt broke.',
    ],
  ])('%s', (_program, forwarded) => {
    expect(forwardedMail(`Please look.\n\n${forwarded}`)).toMatchObject({
      comment: 'Please look.',
      from: ANNA,
      subject: 'Lamp',
      date: expect.stringMatching(/2026/) as string,
      text: 'It broke.',
    });
  });

  test('Yandex introduces it as an answer, and says where it ends', () => {
    const text =
      '-------- Пересылаемое сообщение --------\n05.01.2026, 10:12, "Anna Petrova" <anna@client.test>:\n\nIt broke.\n\n-------- Завершение пересылаемого сообщения --------\n';
    expect(forwardedMail(text)).toEqual({ comment: '', from: ANNA, to: '', subject: '', date: '05.01.2026, 10:12', text: 'It broke.' });
  });

  test('an author without an address is nobody', () => {
    expect(forwardedMail('FW\n\nFrom: Anna Petrova\nSent: 5 January 2026 10:12\nTo: Shop\nSubject: Lamp\n\nIt broke.')?.from).toBeNull();
  });

  test("a mail of somebody's own is none", () => {
    expect(forwardedMail('Hello,\n\nmy lamp broke on 5 January 2026 at 10:12.\n\nAnna')).toBeNull();
  });
});

describe('a first line that is a command', () => {
  test('is taken off', () => expect(stripCommand('@fwd\n\nPlease look.')).toBe('Please look.'));
  test('in capitals and behind blank lines too', () => expect(stripCommand('\n @FWD \nPlease look.')).toBe('Please look.'));
  test('inside a text is text', () => expect(stripCommand('Please @fwd it')).toBeNull());
});
