import { sendingLimits } from './sending-limits.js';

describe('what a sending server lets a mailbox do', () => {
  test.each([
    ['smtp.gmail.com', { recipientsPerMail: 100, filesSent: true }],
    ['SMTP.Office365.com.', { connections: 3, mailsPerMinute: 30, filesSent: true }],
    ['smtp-mail.outlook.com', { recipientsPerDay: 5_000 }],
    ['smtp.yandex.ru', { recipientsPerMail: 35, filesSent: false }],
    ['smtp.mail.ru', { mailBytes: 73_400_320 }],
    ['smtp.mail.me.com', { recipientsPerDay: 1_000 }],
    ['mail.gmx.net', { connections: 2 }],
    ['mail.shop.example', { connections: 8, mailsPerMinute: null, recipientsPerDay: null, mailBytes: null }],
  ])('%s', (host, limits) => {
    expect(sendingLimits(host)).toMatchObject(limits);
  });

  test('a host that only contains a provider’s name is none of its own', () => {
    expect(sendingLimits('notgmail.com').recipientsPerMail).toBeNull();
    expect(sendingLimits('gmail.com.evil.example').recipientsPerMail).toBeNull();
  });

  test('the inbox’s own settings count before the provider’s', () => {
    expect(sendingLimits('smtp.office365.com', { connections: 1, perMinute: 10, perDay: null })).toMatchObject({
      connections: 1,
      mailsPerMinute: 10,
      recipientsPerDay: 10_000,
    });
  });
});
